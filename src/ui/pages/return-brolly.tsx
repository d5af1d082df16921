/** The umbrella to look at; damaged parts are drawn broken. */
export function Brolly({ bad }: { readonly bad: readonly string[] }) {
  const whole = bad.includes('whole');
  const mark = (part: string): string => (whole || bad.includes(part) ? `${part} bad` : part);
  return (
    <svg class="brolly" viewBox="0 0 240 224" aria-hidden="true">
      <path
        class={mark('canopy')}
        d="M16 110C16 56 62 18 120 18s104 38 104 92c-9-13-21-20-35-20s-26 7-34 20c-9-13-21-20-35-20s-26 7-35 20c-8-13-20-20-34-20s-26 7-35 20Z"
      />
      <path class={mark('rib')} d="M120 18C98 38 86 70 85 110M120 18c22 20 34 52 35 92M120 18V8" />
      <path class={whole ? 'stem bad' : 'stem'} d="M120 90v98" />
      <path class={mark('strap')} d="M170 96v24" />
      <path class={mark('handle')} d="M120 162v32a18 18 0 0 0 36 0" />
    </svg>
  );
}
