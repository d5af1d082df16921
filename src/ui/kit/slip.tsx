import type { PaperLine, PaperPicture, RasterLine } from '../../ports/receipt-printer.ts';
import { cellsOf } from './cells.ts';

export interface SlipProps {
  readonly picture: PaperPicture;
  /** Comes out of the slot, top edge first, once when it appears. */
  readonly comesOut?: boolean;
  /** Fills the width of its place instead of the roll's own. */
  readonly fit?: boolean;
}

/** Exactly the printer's lines, each character in its column, torn at the bottom. */
export function Slip({ picture, comesOut = false, fit = false }: SlipProps) {
  const text = picture.lines.flatMap((line) => (line.kind === 'cut' ? [] : [line.text.trim()])).join('\n');
  return (
    <div
      class={`slip ${fit ? 'fit' : ''} ${comesOut ? 'out' : ''} ${picture.columns > 40 ? 'broad' : ''}`}
      style={{ '--columns': picture.columns }}
      role="img"
      aria-label={text}
    >
      <div class="lines" aria-hidden="true">
        {picture.lines.map((line, at) => (
          <SlipLine key={at} line={line} />
        ))}
      </div>
    </div>
  );
}

/** The printer's slot the slip hangs from. */
export function Slot({ picture, comesOut, fit }: SlipProps) {
  return (
    <div class="slot">
      <Slip picture={picture} comesOut={comesOut ?? false} fit={fit ?? false} />
    </div>
  );
}

function SlipLine({ line }: { readonly line: PaperLine }) {
  if (line.kind === 'cut') return null;
  if (line.kind === 'qr') return <QrModules modules={line.modules} />;
  if (line.kind === 'raster') return <DrawnLine line={line} />;
  return (
    <div class={`line ${line.size} ${line.bold ? 'bold' : ''}`}>
      {cellsOf(line.text).map((cell, at) => (
        <span key={at} class={cell.columns === 2 ? 'c2' : 'c1'}>
          {cell.char}
        </span>
      ))}
    </div>
  );
}

/** Dots of one column on paper. */
const columnDots = 12;

/** A line the printer draws dot by dot, in the columns its text would take. */
function DrawnLine({ line }: { readonly line: RasterLine }) {
  const { width, height, bits } = line;
  const inked = (canvas: HTMLCanvasElement | null) => {
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen) return;
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = getComputedStyle(canvas).color;
    const rows = atob(bits);
    for (let at = 0; at < (width / 8) * height; at++)
      for (let dot = 0; dot < 8; dot++)
        if (rows.charCodeAt(at) & (0x80 >> dot)) {
          const place = at * 8 + dot;
          pen.fillRect(place % width, Math.floor(place / width), 1, 1);
        }
  };
  return (
    <canvas
      class="dots"
      width={width}
      height={height}
      style={{ width: `calc(var(--cell) * ${width / columnDots})` }}
      ref={inked}
    />
  );
}

const light = new Set(['0', ' ', '.', '□']);
const quietZone = 2;

/** QR modules as one path; any character but 0, space, `.` and □ is dark. */
export function QrModules({ modules }: { readonly modules: readonly string[] }) {
  const size = modules.length + quietZone * 2;
  const dark = modules.flatMap((row, y) =>
    [...row].flatMap((module, x) => (light.has(module) ? [] : [`M${x + quietZone} ${y + quietZone}h1v1h-1z`])),
  );
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" aria-hidden="true">
      <path d={dark.join('')} />
    </svg>
  );
}
