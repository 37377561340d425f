import type { Machine } from '../../electron/documents/machine.ts';
import { bytes, duration, percent } from '../parts/format.ts';
import { useWords } from '../words/context.tsx';
import { fill, type Words } from '../words/words.ts';

/** What somebody at the telephone asks for: where it is on the network, since when it runs, what runs on it. */
export function MachineFacts({ machine }: { readonly machine: Machine }) {
  const words = useWords();
  return (
    <section className="machine">
      <h2>{words.machine.heading}</h2>
      <dl>
        {factsOf(machine, words).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What the machine does not tell is left out. */
function factsOf(machine: Machine, words: Words): readonly (readonly [string, string])[] {
  const { machine: names, language } = words;
  const addresses = machine.addresses.map((one) => `${one.address} (${one.interface})`).join(', ');
  const { versions, wifi, disk, memory, temperature_c } = machine;
  const free = (bytesFree: number, total: number) => fill(names.free, { free: bytes(bytesFree, language), total: bytes(total, language) });
  return [
    [names.addresses, addresses === '' ? names.noAddresses : addresses],
    ...(wifi === null
      ? []
      : [[names.wifi, wifi.signal_percent === null ? wifi.name : `${wifi.name}, ${percent(wifi.signal_percent)}`] as const]),
    [names.name, machine.host],
    [names.up, duration(machine.uptime_s * 1_000, language)],
    [names.watched, duration(machine.supervisor_uptime_s * 1_000, language)],
    ...(temperature_c === null ? [] : [[names.temperature, `${Math.round(temperature_c)} °C`] as const]),
    ...(disk === null ? [] : [[names.disk, free(disk.free_bytes, disk.total_bytes)] as const]),
    ...(memory === null ? [] : [[names.memory, free(memory.available_bytes, memory.total_bytes)] as const]),
    [names.versions, `Invigil ${versions.invigil}, ${versions.system}, Linux ${versions.kernel}`],
  ];
}
