/** Stands before a card id that is only the end of the card's number, because the reader tells no more of it: `*026F6C3A`. */
export const tailMark = '*';
