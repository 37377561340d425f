import { useWords } from '../../words/context.tsx';
import { fill, whole } from '../../words/words.ts';
import { figuresOf, type Graph, type Figures as Numbers } from './series.ts';
import { styleOf } from './styles.ts';

/** What a graph says, as figures: least, mean, most and now of each line, and how it is drawn. */
export function Figures({ graph }: { readonly graph: Graph }) {
  const { graphs: texts } = useWords().dashboard;
  const columns = graph.counts ? [texts.total, texts.max] : [texts.now, texts.min, texts.mean, texts.max];
  const cells = ({ now, min, mean, max, total }: Numbers) => (graph.counts ? [total, max] : [now, min, mean, max]);
  return (
    <table className="figures" aria-label={fill(texts.figures, { graph: graph.name })}>
      <thead>
        <tr>
          <th scope="col">{texts.series}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {graph.series.map(({ name, values }, index) => {
          const figures = figuresOf(values);
          return (
            <tr key={name}>
              <th scope="row">
                <Key index={index} /> {name}
              </th>
              {columns.map((column, place) => {
                const value = figures === null ? null : (cells(figures)[place] ?? null);
                return <td key={column}>{value === null ? texts.unknown : whole(graph.say(value))}</td>;
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The line as it is drawn. */
function Key({ index }: { readonly index: number }) {
  const { colour, dash } = styleOf(index);
  return (
    <svg className="key" viewBox="0 0 32 8" aria-hidden="true">
      <path d="M0 4h32" style={{ stroke: `var(${colour})`, strokeDasharray: dash.join(' ') }} />
    </svg>
  );
}
