/** `王芳` → `王*`, `Anna Lee` → `A*`: enough to be recognised by a colleague, not by a queue. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '' : `${first}*`;
}

const phoneHead = 3;
const phoneTail = 4;

/** `13812341234` → `138****1234`; numbers too short to hide anything are hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < phoneHead + phoneTail + 1) return '*'.repeat(digits.length);
  const hidden = digits.length - phoneHead - phoneTail;
  return `${digits.slice(0, phoneHead)}${'*'.repeat(hidden)}${digits.slice(-phoneTail)}`;
}

/** A name without the signs that turn the direction of writing: what stands behind it would be turned too. */
export function plainName(name: string): string {
  return name.replace(/\p{Bidi_Control}/gu, '');
}
