import { address, host } from './endpoint.ts';
import { mean, table } from './meaning.ts';
import { origin } from './origin.ts';
import { list, path } from './values.ts';

/** Where a listener stands: addresses of this machine. An empty list: nowhere. */
function listen(example: string) {
  return list(address(example), 'addresses', `["${example}"]`, 20).prefault([example]);
}

const tls = mean(
  table({
    certificate: path('/etc/invigil/lantern.pem').describe('The PEM file of the certificate, with those that vouch for it behind it.'),
    key: path('/etc/invigil/lantern.key').describe('The PEM file of its private key.'),
  }),
  { wanted: 'a table, like { certificate = "/etc/invigil/lantern.pem", key = "/etc/invigil/lantern.key" }' },
);

/** `[dashboard]`: the pages and the API for browsers and programs. */
export const dashboard = table({
  listen: listen('127.0.0.1:7810').describe(
    'Where the dashboard listens; an address that is not there yet is tried again. `[]` switches it off. Beyond this machine: with `tls`, or behind a proxy.',
  ),
  hosts: list(host('lantern.example.org'), 'names of machines', '["lantern.example.org"]', 50)
    .prefault([])
    .describe('Further names under which browsers may ask, beside the addresses themselves and `localhost`.'),
  tls: tls.optional().describe('The certificate for HTTPS. Left out: plain HTTP, as on this machine or behind a proxy.'),
  address: origin.optional().describe('How people reach the dashboard, for links in alerts. Left out: no links.'),
}).prefault({});

/** `[metrics]`: figures for Prometheus. */
export const metrics = table({
  listen: listen('127.0.0.1:9101').describe(
    'Where Prometheus reads, without a sign-in; an address that is not there yet is tried again. `[]` switches it off.',
  ),
}).prefault({});
