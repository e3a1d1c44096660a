const colors = ['#4a7c9d', '#7a6aa8', '#a86a7c', '#8a7a4a', '#4a8a6a', '#a8754a', '#5a6f8f', '#8f5a86'];

/** A face by its initial; the same person always has the same colour. */
export function Avatar({ name, of, size = 36 }: { name: string; of: string; size?: number }) {
  let sum = 0;
  for (const letter of of) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (
    <span
      className="avatar"
      aria-hidden
      style={{ width: size, height: size, fontSize: size * 0.44, background: colors[sum % colors.length] }}
    >
      {[...name][0] ?? ''}
    </span>
  );
}
