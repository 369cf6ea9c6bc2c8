import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { session } from '@/shared/session'

const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: () => import('@/domains/system/LoginPage.vue'), meta: { open: true } },
  { path: '/', name: 'home', component: () => import('@/domains/system/HomePage.vue'), meta: { title: 'nav.home' } },
  { path: '/plan/:plan?', name: 'board', component: () => import('@/domains/plan/Board.vue'), meta: { title: 'nav.board' } },
  { path: '/plan/:plan/indicators/:id', name: 'indicator', component: () => import('@/domains/plan/IndicatorPage.vue'), meta: { title: 'nav.board' } },
  { path: '/plan/:plan/report', name: 'report', component: () => import('@/domains/plan/ReportFigure.vue'), meta: { title: 'nav.report' } },
  { path: '/plan/:plan/figures', name: 'figures', component: () => import('@/domains/plan/FiguresDesk.vue'), meta: { title: 'figures.title' } },
  { path: '/work', name: 'work', component: () => import('@/domains/work/WorkPage.vue'), meta: { title: 'work.title' } },
  { path: '/training', name: 'classes', component: () => import('@/domains/training/ClassesPage.vue'), meta: { title: 'training.title' } },
  { path: '/training/calendar', name: 'calendar', component: () => import('@/domains/training/CalendarPage.vue'), meta: { title: 'calendar.title' } },
  { path: '/training/classes/:id/attendance', name: 'attendance', component: () => import('@/domains/training/room/AttendancePage.vue'), meta: { title: 'room.attendance' } },
  { path: '/training/classes/:id/checklist', name: 'checklist', component: () => import('@/domains/training/room/ChecklistPage.vue'), meta: { title: 'room.checklist' } },
  { path: '/training/classes/:id/sheet', name: 'class-sheet', component: () => import('@/domains/training/room/SheetPage.vue'), meta: { title: 'sheet.title' } },
  { path: '/my/classes', name: 'my-classes', component: () => import('@/domains/training/MyClassesPage.vue'), meta: { title: 'mine.title' } },
  { path: '/find', name: 'find', component: () => import('@/domains/training/FindPage.vue'), meta: { open: true, title: 'find.title' } },
  { path: '/training/classes/:id', name: 'class', component: () => import('@/domains/training/ClassPage.vue'), meta: { title: 'training.title' } },
  { path: '/training/certificates', name: 'certificates', component: () => import('@/domains/training/CertificatesPage.vue'), meta: { title: 'certificates.title' } },
  { path: '/training/certificates/:id', name: 'certificate', component: () => import('@/domains/training/CertificatePage.vue'), meta: { title: 'certificates.title' } },
  { path: '/training/decrees', name: 'decrees', component: () => import('@/domains/training/DecreesPage.vue'), meta: { title: 'decrees.title' } },
  { path: '/my/certificates', name: 'my-certificates', component: () => import('@/domains/training/MyCertificatesPage.vue'), meta: { title: 'hers.title' } },
  { path: '/training/classes/:id/exam', name: 'exam-desk', component: () => import('@/domains/training/ExamDeskPage.vue'), meta: { title: 'exam.desk' } },
  { path: '/training/questions', name: 'questions', component: () => import('@/domains/training/QuestionsPage.vue'), meta: { title: 'bank.title' } },
  { path: '/training/questions/:id', name: 'question', component: () => import('@/domains/training/QuestionPage.vue'), meta: { title: 'bank.title' } },
  { path: '/learn', name: 'learn', component: () => import('@/domains/training/LearnPage.vue'), meta: { title: 'learn.title' } },
  { path: '/learn/exam/:id', name: 'exam', component: () => import('@/domains/training/ExamPage.vue'), meta: { title: 'learn.theory' } },
  { path: '/learn/:course/:lesson', name: 'lesson', component: () => import('@/domains/training/LessonPage.vue'), meta: { title: 'learn.title' } },
  { path: '/training/instructors', name: 'instructors', component: () => import('@/domains/training/InstructorsPage.vue'), meta: { title: 'instructor.title' } },
  { path: '/training/instructors/:id', name: 'instructor', component: () => import('@/domains/training/InstructorPage.vue'), meta: { title: 'instructor.title' } },
  { path: '/training/mine', name: 'teaching', component: () => import('@/domains/training/TeachingPage.vue'), meta: { title: 'teaching.title' } },
  { path: '/training/notices', name: 'messages', component: () => import('@/domains/training/MessagesPage.vue'), meta: { title: 'message.title' } },
  { path: '/training/rescue', name: 'rescue', component: () => import('@/domains/training/RescuePage.vue'), meta: { title: 'rescue.report' } },
  { path: '/evaluations', name: 'evaluations', component: () => import('@/domains/evaluation/EvaluationsPage.vue'), meta: { title: 'evaluation.title' } },
  { path: '/evaluations/:id', name: 'evaluation', component: () => import('@/domains/evaluation/EvaluationPage.vue'), meta: { title: 'evaluation.title' } },
  { path: '/forms', name: 'forms', component: () => import('@/domains/forms/FormsPage.vue'), meta: { title: 'forms.title' } },
  { path: '/forms/:id', name: 'form', component: () => import('@/domains/forms/FormPage.vue'), meta: { title: 'forms.title' } },
  { path: '/check', name: 'check', component: () => import('@/domains/public/CheckPage.vue'), meta: { open: true } },
  { path: '/progress', name: 'progress', component: () => import('@/domains/public/ProgressPage.vue'), meta: { open: true } },
  { path: '/plan/:plan/targets/:id?', name: 'targets', component: () => import('@/domains/plan/TargetDesk.vue'), meta: { title: 'target.title' } },
  { path: '/report', name: 'report-any', component: () => import('@/domains/plan/AnyPlan.vue'), props: { page: 'report' }, meta: { title: 'nav.report' } },
  { path: '/figures', name: 'figures-any', component: () => import('@/domains/plan/AnyPlan.vue'), props: { page: 'figures' }, meta: { title: 'figures.title' } },
  { path: '/briefs', name: 'briefs', component: () => import('@/domains/briefs/BriefsPage.vue'), meta: { title: 'nav.briefs' } },
  { path: '/briefs/:id', name: 'brief', component: () => import('@/domains/briefs/BriefPage.vue'), meta: { title: 'nav.briefs' } },
  { path: '/n/:code', name: 'number', component: () => import('@/domains/briefs/NumberPage.vue') },
  { path: '/matters', name: 'matters', component: () => import('@/domains/system/MattersPage.vue'), meta: { title: 'nav.matters' } },
  { path: '/people/me', name: 'me', component: () => import('@/domains/people/MePage.vue'), meta: { title: 'people.me' } },
  { path: '/people/duplicates', name: 'pairs', component: () => import('@/domains/people/PairsPage.vue'), meta: { title: 'people.pairs', desk: 'people.pair' } },
  { path: '/people/:id', name: 'person', component: () => import('@/domains/people/PersonPage.vue'), meta: { record: 'people.person' } },
  { path: '/records/:type', name: 'records', component: () => import('@/domains/system/RecordsPage.vue') },
  { path: '/records/:type/:id', name: 'record', component: () => import('@/domains/system/RecordPage.vue') },
  { path: '/do/:command', name: 'do', component: () => import('@/domains/system/CommandPage.vue') },
  { path: '/import/:type?', name: 'import', component: () => import('@/domains/system/ImportPage.vue'), meta: { title: 'nav.import' } },
  { path: '/network', name: 'network', component: () => import('@/domains/network/NetworkPage.vue'), meta: { title: 'nav.network' } },
  { path: '/area/:domain', name: 'area', component: () => import('@/shared/DomainPage.vue') },
  { path: '/dictionary', name: 'dictionary', component: () => import('@/domains/system/DictionaryPage.vue'), meta: { title: 'nav.dictionary' } },
  { path: '/accounts', name: 'accounts', component: () => import('@/domains/system/AccountsPage.vue'), meta: { title: 'nav.accounts' } },
  { path: '/why', name: 'why', component: () => import('@/domains/system/WhyPage.vue'), meta: { title: 'why.who' } },
  { path: '/account', name: 'account', component: () => import('@/domains/system/AccountPage.vue'), meta: { title: 'account.title' } },
  { path: '/:rest(.*)*', name: 'lost', component: () => import('./LostPage.vue') },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

router.beforeEach((to) => {
  if (to.meta.open) return session.value && to.name === 'login' ? '/' : true
  if (session.value?.must_change && to.name !== 'account') return { name: 'account', query: { first: '1' } }
  return session.value ? true : { name: 'login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
})
