import type { ComponentChildren } from 'preact';
import { Button } from './kit/button.tsx';
import { Empty } from './kit/plain-words.tsx';
import type { Place } from './kit/rail.tsx';
import { Sheet } from './kit/sheet.tsx';
import { AttendancePage } from './pages/attendance.tsx';
import { AuditPage, AuditWeekPage } from './pages/audit.tsx';
import { AuditFlagPage } from './pages/audit-flag.tsx';
import { BenchPage } from './pages/bench.tsx';
import { BenchFaultsPage } from './pages/bench-faults.tsx';
import {
  AirLogPage,
  BoardPage,
  LivePage,
  LostObjectPage,
  LostPersonPage,
  MusicPage,
  NoticePage,
  TracksPage,
  WordsPage,
} from './pages/broadcast.tsx';
import { EmergencyPage } from './pages/broadcast-emergency.tsx';
import { SchedulePage } from './pages/broadcast-schedule.tsx';
import { CalibratePage } from './pages/calibrate.tsx';
import { CardsPage } from './pages/card.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { FillFormPage, FormPage, FormsPage, NewFormPage } from './pages/forms.tsx';
import { HomePage } from './pages/home.tsx';
import { JournalPage } from './pages/journal.tsx';
import { KitPage } from './pages/kit.tsx';
import { LearnReaderPage } from './pages/learn-reader.tsx';
import { LeavePage } from './pages/leave.tsx';
import { LendPage } from './pages/lend.tsx';
import { MoneyPage } from './pages/money.tsx';
import { MonthPage } from './pages/month.tsx';
import { MonthsPage } from './pages/months.tsx';
import { MorePage } from './pages/more.tsx';
import { DecisionsPage, PersonDecisionsPage } from './pages/outcomes.tsx';
import { PapersPage } from './pages/papers.tsx';
import { NewPersonPage, PersonPage } from './pages/person.tsx';
import { PostRoomPage } from './pages/post-room.tsx';
import { NewPromotionPage, PromotionPage, PromotionsPage } from './pages/promotions.tsx';
import { ReceiptPage, ReceiptsPage } from './pages/receipts.tsx';
import { HoldsPage, PastListsPage, RetentionPage } from './pages/retention.tsx';
import { ReturnLoanPage, ReturnPage } from './pages/return.tsx';
import { RosterPage } from './pages/roster.tsx';
import { RosterCalendarPage } from './pages/roster-calendar.tsx';
import { RosterImportPage } from './pages/roster-import.tsx';
import { RosterPersonPage } from './pages/roster-person.tsx';
import { RuleTrialPage } from './pages/rule-trial.tsx';
import { ServicesPage } from './pages/services.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { StaffPage } from './pages/staff.tsx';
import { StockPage } from './pages/stock.tsx';
import { StrollersPage } from './pages/strollers.tsx';
import { TrendsPage } from './pages/trends.tsx';
import { t } from './words/t.ts';

export interface Page {
  /** wouter pattern, e.g. `/staff/:id`. */
  readonly path: string;
  /** The rail cell that is lit. */
  readonly place: Place;
  /** Reads its own parameters with wouter's `useParams`. */
  readonly component: () => ComponentChildren;
}

/** Every page of the desk; add one line per page. */
export const pages: readonly Page[] = [
  { path: '/', place: 'home', component: HomePage },
  { path: '/sign-in', place: 'home', component: SignInPage },
  { path: '/lend', place: 'umbrella', component: LendPage },
  { path: '/return', place: 'umbrella', component: ReturnPage },
  { path: '/return/:loanId', place: 'umbrella', component: ReturnLoanPage },
  { path: '/services', place: 'services', component: ServicesPage },
  { path: '/receipts', place: 'services', component: ReceiptsPage },
  { path: '/receipts/:number', place: 'services', component: ReceiptPage },
  { path: '/strollers', place: 'more', component: StrollersPage },
  { path: '/money', place: 'more', component: MoneyPage },
  { path: '/stock', place: 'more', component: StockPage },
  { path: '/attendance', place: 'more', component: AttendancePage },
  { path: '/attendance/month/:id/:month', place: 'more', component: MonthPage },
  { path: '/attendance/months', place: 'more', component: MonthsPage },
  { path: '/attendance/trends', place: 'more', component: TrendsPage },
  { path: '/attendance/decisions', place: 'more', component: DecisionsPage },
  { path: '/attendance/decisions/:id/:month', place: 'more', component: PersonDecisionsPage },
  { path: '/attendance/audit', place: 'more', component: AuditPage },
  { path: '/attendance/audit/week', place: 'more', component: AuditWeekPage },
  { path: '/attendance/audit/flags/:id', place: 'more', component: AuditFlagPage },
  { path: '/attendance/trial', place: 'more', component: RuleTrialPage },
  { path: '/forms', place: 'more', component: FormsPage },
  { path: '/forms/new', place: 'more', component: NewFormPage },
  { path: '/forms/fill', place: 'more', component: FillFormPage },
  { path: '/forms/:id', place: 'more', component: FormPage },
  { path: '/leave', place: 'more', component: LeavePage },
  { path: '/more', place: 'more', component: MorePage },
  { path: '/broadcast', place: 'broadcast', component: LostPersonPage },
  { path: '/broadcast/object', place: 'broadcast', component: LostObjectPage },
  { path: '/broadcast/notice', place: 'broadcast', component: NoticePage },
  { path: '/broadcast/board', place: 'broadcast', component: BoardPage },
  { path: '/broadcast/music', place: 'broadcast', component: MusicPage },
  { path: '/broadcast/emergency', place: 'broadcast', component: EmergencyPage },
  { path: '/broadcast/music/tracks', place: 'broadcast', component: TracksPage },
  { path: '/broadcast/words', place: 'broadcast', component: WordsPage },
  { path: '/broadcast/schedule', place: 'broadcast', component: SchedulePage },
  { path: '/broadcast/live', place: 'broadcast', component: LivePage },
  { path: '/broadcast/log', place: 'broadcast', component: AirLogPage },
  { path: '/broadcast/promotions', place: 'broadcast', component: PromotionsPage },
  { path: '/broadcast/promotions/new', place: 'broadcast', component: NewPromotionPage },
  { path: '/broadcast/promotions/:id', place: 'broadcast', component: PromotionPage },
  { path: '/kit', place: 'more', component: KitPage },
  { path: '/bench', place: 'more', component: BenchPage },
  { path: '/bench/faults', place: 'more', component: BenchFaultsPage },
  { path: '/devices', place: 'more', component: DevicesPage },
  { path: '/devices/calibrate/:id', place: 'more', component: CalibratePage },
  { path: '/devices/learn/:id', place: 'more', component: LearnReaderPage },
  { path: '/papers', place: 'more', component: PapersPage },
  { path: '/journal', place: 'more', component: JournalPage },
  { path: '/roster', place: 'more', component: RosterPage },
  { path: '/roster/calendar', place: 'more', component: RosterCalendarPage },
  { path: '/roster/import', place: 'more', component: RosterImportPage },
  { path: '/roster/people/:id', place: 'more', component: RosterPersonPage },
  { path: '/post-room', place: 'more', component: PostRoomPage },
  { path: '/retention', place: 'more', component: RetentionPage },
  { path: '/retention/kept', place: 'more', component: HoldsPage },
  { path: '/retention/past', place: 'more', component: PastListsPage },
  { path: '/staff', place: 'more', component: StaffPage },
  { path: '/staff/cards', place: 'more', component: CardsPage },
  { path: '/staff/new', place: 'more', component: NewPersonPage },
  { path: '/staff/:id', place: 'more', component: PersonPage },
];

/** A path that no page has. */
export function Missing() {
  return (
    <Sheet
      title={t('missing.title')}
      acts={
        <Button look="main" push icon="home" href="/">
          {t('nav.home')}
        </Button>
      }
    >
      <Empty icon="find">{t('missing.text')}</Empty>
    </Sheet>
  );
}
