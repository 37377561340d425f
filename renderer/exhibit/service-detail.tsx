import { useEffect, useRef } from 'react';
import { ActButton } from '../parts/act-button.tsx';
import { duration } from '../parts/format.ts';
import type { IconName } from '../parts/icons.ts';
import { useWords } from '../words/context.tsx';
import { fill, label, type Words } from '../words/words.ts';
import { useExhibit } from './api.ts';
import { Log } from './log.tsx';
import type { CommandName, May } from './permissions.ts';
import type { Row } from './rows.ts';
import { tell } from './tell.ts';
import { useEscape } from './use-escape.ts';

interface Props {
  readonly row: Row;
  readonly may: May;
  readonly disabled: boolean;
  readonly close: () => void;
}

/** A row that was touched: what can be done about this service, its signs of life, and its last lines, which follow. */
export function ServiceDetail({ row, may, disabled, close }: Props) {
  const words = useWords();
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    whole.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEscape(close);
  const isDown = row.status.state === 'stopped';
  return (
    <div className="detail" ref={whole}>
      <div className="service-actions">
        {isDown ? (
          <ServiceAction command="start" icon="play" row={row} may={may} disabled={disabled} done={words.outcome.starting} />
        ) : (
          <ServiceAction command="restart" icon="restart" row={row} may={may} disabled={disabled} done={words.outcome.restarting} />
        )}
        {row.page && !isDown && (
          <ServiceAction command="refresh" icon="refresh" row={row} may={may} disabled={disabled} done={words.outcome.refreshing} />
        )}
        {!isDown && <ServiceAction command="stop" icon="stop" row={row} may={may} disabled={disabled} done={words.outcome.stopping} />}
      </div>
      {row.status.state === 'running' && <p className="quiet">{beatWords(row, words)}</p>}
      <Log service={row.status.name} name={row.name} />
    </div>
  );
}

interface ActionProps extends Omit<Props, 'close'> {
  readonly command: Extract<CommandName, 'start' | 'stop' | 'restart' | 'refresh'>;
  readonly icon: IconName;
  /** What happens once it was taken. */
  readonly done: string;
}

function ServiceAction({ command, icon, row, may, disabled, done }: ActionProps) {
  const words = useWords();
  const api = useExhibit();
  if (!may(command)) return null;
  const ask = async () => tell(await api.command(command, { service: row.status.name }), done, words);
  return <ActButton icon={icon} label={label(words.services[command], row.name, words)} ask={ask} disabled={disabled} />;
}

function beatWords({ beat_deadline_ms, status }: Row, { services, language }: Words): string {
  if (beat_deadline_ms === null || status.last_beat_ms === null) return services.noBeat;
  const values = { duration: duration(status.last_beat_ms, language), deadline: duration(beat_deadline_ms, language) };
  return fill(services.lastBeatOf, values);
}
