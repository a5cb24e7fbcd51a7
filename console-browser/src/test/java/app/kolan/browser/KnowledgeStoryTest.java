package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.SimulatedCall;
import app.kolan.twilio.webhook.CallSid;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an owner has written reaches callers: a file is uploaded, a caller is answered from it, and
/// what another caller asked in vain is answered by one tap for the next.
@Tag("socket")
@Timeout(300)
@ExtendWith(BrowserSupport.class)
class KnowledgeStoryTest {
  private static final String WAITING = ".card:has(form[action*='/questions/'])";
  private static final String FILE = "הגעה.md";
  private static final String PARKING = "חניה לקטנועים יש בחצר, בלי תשלום";
  private static final String LIFT = "כן, יש מעלית ליד בית המרקחת";

  private final ConsoleWorld world;

  KnowledgeStoryTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void a_file_answers_a_caller_and_a_tap_answers_the_next_one() throws Exception {
    try (BrowserWindow visit = world.visit(Look.PHONE, TestSite.OWNER)) {
      Page page = visit.page();
      uploads(visit);
      SimulatedCall aboutParking = asks(StandIns.ASKS_PARKING);
      SimulatedCall aboutLift = asks(StandIns.ASKS_LIFT);
      hears(aboutParking, PARKING);
      hears(aboutLift, StandIns.DOES_NOT_KNOW);

      opensSource(visit, aboutParking, FILE);
      assertThat(page.locator(".prose").first()).containsText(PARKING);
      assertThat(Axe.findings(page)).isEmpty();

      answers(visit);
      SimulatedCall next = asks(StandIns.ASKS_LIFT);
      hears(next, LIFT);
      opensSource(visit, next, StandIns.ASKS_LIFT);
      assertThat(page.locator("#text")).hasValue(LIFT + ".");
      visit.end();
    }
  }

  private static void uploads(BrowserWindow visit) {
    Page page = visit.page();
    visit.open("/b/clinic/knowledge");
    String text = "# חניה\n" + PARKING + ".\n";
    page.setInputFiles(
        "#file", new FilePayload(FILE, "text/markdown", text.getBytes(StandardCharsets.UTF_8)));
    page.locator("form.upload button").click();
    assertThat(page.locator(".row-link").filter(has(FILE))).hasCount(1);
  }

  /// The question is at the top of the page; its answer is written and sent by one tap.
  private static void answers(BrowserWindow visit) {
    Page page = visit.page();
    visit.open("/b/clinic/knowledge");
    Locator question = page.locator(WAITING).filter(has(StandIns.ASKS_LIFT));
    assertThat(question).hasCount(1);
    assertThat(question.locator("a[href*='/calls/']")).hasCount(1);
    question.locator("textarea").fill(LIFT + ".");
    question.locator("button[value=answer]").click();
    assertThat(page.locator(WAITING).filter(has(StandIns.ASKS_LIFT))).hasCount(0);
    assertThat(page.locator(".row-link").filter(has(StandIns.ASKS_LIFT))).hasCount(1);
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private SimulatedCall asks(String question) throws Exception {
    return world
        .site()
        .call(
            """
            agent says ask_reason within 40s
            caller waits for silence
            caller says "%s" for %dms
            call ends within 60s
            """
                .formatted(question, StandIns.A_QUESTION.toMillis()));
  }

  private void hears(SimulatedCall call, String answer) throws Exception {
    CallReport report = call.await(Duration.ofSeconds(90));
    assertThat(report.failures()).isEmpty();
    var turns = world.site().server().stores().turns();
    Await.until(
        () -> turns.findByCall(new CallSid(report.callSid())),
        all -> all.stream().anyMatch(turn -> isAnswer(turn, answer)));
  }

  private static boolean isAnswer(Turn turn, String answer) {
    String words = turn.words();
    return turn.speaker() == Speaker.AGENT && words != null && words.contains(answer);
  }

  /// Goes from the page of a call to what its answer was from.
  private static void opensSource(BrowserWindow visit, SimulatedCall call, String title) {
    Page page = visit.page();
    visit.open("/b/clinic/calls/" + call.callSid());
    page.locator("main a[href*='/knowledge/']").first().click();
    assertThat(page.locator("h1")).hasText(title);
  }
}
