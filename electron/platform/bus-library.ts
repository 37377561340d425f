/**
 * What is used of dbus-next, by name. It is loaded when the bus is first needed; a bundler makes of such a module in CommonJS a chunk
 * that exports all of it as one `default`, and Node one with names: through this file both are the same.
 */
export { DBusError, Message, MessageType, sessionBus, Variant } from 'dbus-next';
