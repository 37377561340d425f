/**
 * What is used of dbus-next. The package declares itself under another name than the one it is installed by, and says `any` where
 * whatever a peer sent arrives.
 */
declare module 'dbus-next' {
  export enum MessageType {
    METHOD_CALL = 1,
    METHOD_RETURN = 2,
    ERROR = 3,
    SIGNAL = 4,
  }

  export class Message {
    readonly type: MessageType;
    readonly sender: string;
    readonly path: string;
    readonly interface: string;
    readonly member: string;
    readonly body: readonly unknown[];

    constructor(message: {
      destination: string;
      path: string;
      interface: string;
      member: string;
      signature?: string;
      body?: readonly unknown[];
    });
    static newMethodReturn(call: Message, signature: string, body: readonly unknown[]): Message;
    static newError(call: Message, name: string, text: string): Message;
    static newSignal(path: string, interfaceName: string, member: string, signature: string, body: readonly unknown[]): Message;
  }

  export class Variant {
    readonly value: unknown;
    constructor(signature: string, value: unknown);
  }

  export class DBusError extends Error {
    /** Such as `org.freedesktop.DBus.Error.ServiceUnknown`. */
    readonly type: string;
    readonly text: string;
  }

  export class MessageBus {
    call(message: Message): Promise<Message | null>;
    send(message: Message): void;
    addMethodHandler(handler: (call: Message) => boolean): void;
    requestName(name: string, flags: number): Promise<number>;
    disconnect(): void;
    on(event: 'connect', listener: () => void): this;
    on(event: 'message', listener: (message: Message) => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
  }

  /** Connects to the bus at the address, whichever one it is. */
  export function sessionBus(options: { readonly busAddress: string }): MessageBus;
}
