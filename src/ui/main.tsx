import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
import './look/tokens.css';
import './look/kit.css';
import './look/parts.css';
import './look/keyboard.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { startClock } from './desk/desk-clock.ts';
import { startEvents } from './desk/events.ts';
import { watchTouches } from './desk/idle.ts';
import { watchSession } from './desk/session-watch.ts';
import { followTheme } from './desk/theme.ts';

startClock();
startEvents();
watchTouches();
watchSession();
followTheme();

const root = document.getElementById('root');
if (root !== null) render(<App />, root);
