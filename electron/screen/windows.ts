/** The windows in sway's tree. */
import * as z from 'zod';

const leaf = z.object({
  id: z.int(),
  type: z.string(),
  name: z.string().nullish(),
  app_id: z.string().nullish(),
  pid: z.int().optional(),
  fullscreen_mode: z.int().optional(),
});
type Node = z.infer<typeof leaf> & { readonly nodes: readonly Node[]; readonly floating_nodes: readonly Node[] };

export const tree: z.ZodType<Node> = leaf.extend({
  get nodes() {
    return z.array(tree);
  },
  get floating_nodes() {
    return z.array(tree);
  },
});

export interface Window {
  readonly id: number;
  /** Null: by X11. */
  readonly appId: string | null;
  readonly pid: number;
  /** The name of the output that it is on; null: on none (the scratchpad). */
  readonly output: string | null;
  readonly floating: boolean;
  readonly fullscreen: boolean;
}

/** Of a container with windows in it only these. */
export function windowsIn(node: Node, output: string | null = null): readonly Window[] {
  const on = node.type === 'output' ? (node.name ?? null) : output;
  // Where sway keeps what is shown nowhere.
  const place = on === '__i3' ? null : on;
  const within = [...node.nodes, ...node.floating_nodes].flatMap((child) => windowsIn(child, place));
  if (node.pid === undefined || node.pid <= 0) return within;
  const { id, pid } = node;
  const floating = node.type === 'floating_con';
  return [{ id, appId: node.app_id ?? null, pid, output: place, floating, fullscreen: (node.fullscreen_mode ?? 0) > 0 }, ...within];
}
