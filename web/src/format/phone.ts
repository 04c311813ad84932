/** US telephone numbers as people read them. */

/** `+17275550148` as `(727) 555-0148`; anything else as it is. */
export function phone(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `(${parts[1]}) ${parts[2]}-${parts[3]}`;
}
