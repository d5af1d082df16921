/** Shapes of rare characters as another implementation draws them. */

/** 16 × 16 dots, one hexadecimal number per row from the top. */
export const unifontVectors = [
  {
    character: '䶮',
    source:
      'FreeType through ImageMagick 6.9.11: convert +antialias -font unifont-latin-400-normal.woff -pointsize 16 label:䶮',
    rows: '0440 0420 fffe 0910 1160 2184 4f04 80fc 0000 1ff0 0100 7ffc 0280 0440 1830 600c',
  },
  {
    character: '㼆',
    source:
      'FreeType through ImageMagick 6.9.11: convert +antialias -font unifont-latin-400-normal.woff -pointsize 16 label:㼆',
    rows: '0088 02aa fadc 2488 2154 2222 27fe fc02 21f8 2040 2040 39f8 e050 4048 03fe 0000',
  },
  {
    character: '龘',
    source:
      'FreeType through ImageMagick 6.9.11: convert +antialias -font unifont-latin-400-normal.woff -pointsize 16 label:龘',
    rows: '0840 3e7c 1440 ff78 2208 3e78 2242 487e e8e8 aeae f8f8 0e0e e2e2 aeae e8e8 aeae',
  },
];

/** Ink at 48 dots per character: its box, and how many dots are black. */
export const notoVectors = [
  {
    character: '𠮷',
    source:
      'FreeType through ImageMagick 6.9.11: convert -font NotoSansCJK-Regular.ttc (2.004) -pointsize 48 label:𠮷 -threshold 50% -trim',
    width: 42,
    height: 44,
    ink: 561,
  },
  {
    character: '䶮',
    source:
      'FreeType through ImageMagick 6.9.11: convert -font NotoSansCJK-Regular.ttc (2.004) -pointsize 48 label:䶮 -threshold 50% -trim',
    width: 44,
    height: 44,
    ink: 773,
  },
  {
    character: '龘',
    source:
      'FreeType through ImageMagick 6.9.11: convert -font NotoSansCJK-Regular.ttc (2.004) -pointsize 48 label:龘 -threshold 50% -trim',
    width: 44,
    height: 45,
    ink: 1031,
  },
];
