import {
  ArrowLeft,
  ArrowLeftRight,
  ArrowRight,
  Baby,
  BookText,
  Calendar,
  Check,
  Copy,
  CornerDownLeft,
  CreditCard,
  Delete,
  FlaskConical,
  Gift,
  GripVertical,
  Headphones,
  House,
  Keyboard,
  KeyRound,
  LayoutGrid,
  ListMusic,
  Lock,
  type LucideIcon,
  Mail,
  MessageSquareText,
  Mic,
  Minus,
  Music,
  Pause,
  Phone,
  Pill,
  Play,
  Plug,
  Plus,
  Printer,
  ReceiptText,
  RotateCw,
  ScanLine,
  Search,
  ShieldAlert,
  Shredder,
  Siren,
  SkipForward,
  Store,
  User,
  Users,
  Volume2,
  X,
} from 'lucide-preact';
import type { ComponentChildren, JSX } from 'preact';

const kept = {
  home: House,
  receipt: ReceiptText,
  more: LayoutGrid,
  user: User,
  users: Users,
  check: Check,
  say: MessageSquareText,
  key: KeyRound,
  again: RotateCw,
  minus: Minus,
  plus: Plus,
  music: Music,
  lock: Lock,
  ear: Headphones,
  printer: Printer,
  x: X,
  find: Search,
  scan: ScanLine,
  swap: ArrowLeftRight,
  calendar: Calendar,
  pill: Pill,
  book: BookText,
  shred: Shredder,
  flask: FlaskConical,
  back: ArrowLeft,
  next: ArrowRight,
  copy: Copy,
  box: Gift,
  post: Mail,
  phone: Phone,
  type: Keyboard,
  speaker: Volume2,
  plug: Plug,
  delete: Delete,
  enter: CornerDownLeft,
  card: CreditCard,
  mic: Mic,
  play: Play,
  skip: SkipForward,
  tracks: ListMusic,
  pause: Pause,
  baby: Baby,
  shield: ShieldAlert,
  grip: GripVertical,
  siren: Siren,
  shop: Store,
} satisfies Record<string, LucideIcon>;

// Drawn for this desk: lucide has none, or none that matches the mark.
const drawn = {
  umbrella: (
    <>
      <path d="M3 12.5a9 9 0 0 1 18 0c-.9-1.3-1.9-2-3-2s-2.1.7-3 2c-.9-1.3-1.9-2-3-2s-2.1.7-3 2c-.9-1.3-1.9-2-3-2s-2.1.7-3 2Z" />
      <path d="M12 10.5v7.7a2.3 2.3 0 0 0 4.6 0M12 3.5V2.5" />
    </>
  ),
  horn: <path d="M4 10v4h3.5L16 18V6l-8.5 4H4ZM19 9.5a3.6 3.6 0 0 1 0 5M8 14.2V19h2.8" />,
  bang: <path d="M12 5v8.5M12 18.5v.1" />,
  tapcard: (
    <>
      <rect x="2.5" y="9" width="13" height="9.5" rx="1.8" />
      <path d="M2.5 12.5h13M15 5.8a6.5 6.5 0 0 1 3.7 4.4M16.3 2.5a10.3 10.3 0 0 1 5.5 6.5" />
    </>
  ),
  reader: (
    <>
      <rect x="3" y="7" width="9" height="10" rx="2" />
      <path d="M15.5 9a4.3 4.3 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" />
    </>
  ),
  cabinet: (
    <>
      <rect x="4" y="3.5" width="16" height="17" rx="1.5" />
      <path d="M12 3.5v17M4 12h16M9.3 7.2v1.6M14.7 7.2v1.6M9.3 15.7v1.6M14.7 15.7v1.6" />
    </>
  ),
  stroller: (
    <>
      <path d="M12 11V4a7.5 7.5 0 0 1 7.5 7.5c0 3-2.3 4.5-5 4.5H11c-2.5 0-4-1.4-4.6-3.6L4.5 6H2.5M5.9 11.5h13.6" />
      <circle cx="9" cy="19.5" r="1.5" />
      <circle cx="16.5" cy="19.5" r="1.5" />
    </>
  ),
  purse: (
    <path d="M8.5 3.5h7L14 7.5h-4ZM10 7.5c-3.7 2.4-5.3 5.7-5.3 8.7 0 2.7 1.5 4.3 4 4.3h6.6c2.5 0 4-1.6 4-4.3 0-3-1.6-6.3-5.3-8.7M9.8 12l2.2 2.6 2.2-2.6M12 14.6v3M10.4 15.8h3.2" />
  ),
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof kept | keyof typeof drawn;

const isDrawn = (name: IconName): name is keyof typeof drawn => name in drawn;

/** A line icon in the size of the text beside it; always with a word, so it is hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  if (isDrawn(name)) return <Line>{drawn[name]}</Line>;
  const Kept = kept[name];
  return <Kept class="i" aria-hidden="true" />;
}

function Line({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

/** 晴雨's mark: the arc of an umbrella. */
export function Mark() {
  return (
    <svg
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width="3.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="M5 28a19 19 0 0 1 38 0" />
      <path d="M5 28q4.8-6 9.5 0q4.75-6 9.5 0q4.75-6 9.5 0q4.7-6 9.5 0" />
    </svg>
  );
}
