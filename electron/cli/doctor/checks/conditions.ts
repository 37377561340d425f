/** What services wait for, as it is now: devices (cameras too), the network, servers and their ports. */
import { groupName } from '../../../platform/accounts.ts';
import { conditionKey, conditionsOf } from '../../../supervisor/condition-key.ts';
import type { Condition } from '../../../supervisor/ports.ts';
import { type Check, type Finding, ok, warning } from '../finding.ts';
import type { Place } from '../place.ts';

export const conditions: Check = async (place) => {
  const wanted = [...conditionsOf(place.exhibit?.services ?? []).values()];
  // Session and sound have checks of their own.
  const looked = wanted.filter(({ kind }) => kind !== 'session' && kind !== 'sound');
  return Promise.all(looked.map((condition) => judge(condition, place)));
};

async function judge(condition: Condition, place: Place): Promise<Finding> {
  const key = conditionKey(condition);
  const { holds, detail } = await place.condition(condition);
  if (holds) return ok(`${key}: ${detail}.`);
  const services = place.exhibit?.services.filter(({ waitFor }) => waitFor.some((one) => conditionKey(one) === key)) ?? [];
  const means = `${services.map(({ name }) => name).join(' and ')} waits for it.`;
  return warning(`${key}: ${detail}.`, means, todo(condition, place));
}

function todo(condition: Condition, place: Place): string {
  switch (condition.kind) {
    case 'device':
      return device(condition.path, place);
    case 'tcp':
      return `Look whether the server runs, and whether this machine reaches it: nc -vz ${condition.host} ${condition.port}`;
    default:
      return 'Look at cable or Wi-Fi: ip route, ip address, resolvectl status';
  }
}

/** A device that is there and closed to the account needs its group. */
function device(path: string, { files, account }: Place): string {
  const seen = files.stat(path);
  if (seen === null) return `Plug it in; ls ${path.replace(/\/[^/]*$/, '')} shows what is there.`;
  const group = groupName(files.read('/etc/group') ?? '', seen.gid);
  return `sudo usermod -aG ${group} ${account.name}, and log in anew.`;
}
