package app.kolan.server.tool;

import static app.kolan.server.tool.SampleCall.CALL;
import static app.kolan.server.tool.SampleCall.HUMAN;
import static app.kolan.server.tool.SampleCall.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
final class ToolBoxTest {
  private static final ToolCall BOOK = new ToolCall("use-1", "book", "{\"day\":\"sunday\"}");

  @TempDir Path folder;
  Stores stores;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(folder);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void a_tool_is_used_and_written_down_with_how_long_it_took() throws Exception {
    var tool = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked"));
    ToolBox box = box(tool);

    ToolResult result = box.use(SampleCall.facts(), BOOK);

    assertThat(result).isEqualTo(ToolResult.done("booked"));
    assertThat(tool.uses.getFirst().arguments().text("day")).contains("sunday");
    assertThat(stores.toolCalls().findByCall(CALL))
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.useId()).isEqualTo("use-1");
              assertThat(use.tool()).isEqualTo("book");
              assertThat(use.arguments()).isEqualTo(BOOK.arguments());
              assertThat(use.outcome()).isEqualTo(ToolOutcome.DONE);
              assertThat(use.result()).isEqualTo("booked");
              assertThat(use.begunAt()).isEqualTo(NOON);
              assertThat(use.took()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
              assertThat(use.toString()).doesNotContain("sunday", "booked");
            });
  }

  @Test
  void a_model_that_wants_an_unknown_tool_is_told_which_there_are() throws Exception {
    ToolBox box = box(new PlayedTool(SideEffect.READS, _ -> ToolResult.done("")));

    ToolResult result = box.use(SampleCall.facts(), new ToolCall("1", "drop_tables", "{}"));

    assertThat(result.outcome()).isEqualTo(ToolOutcome.REFUSED);
    assertThat(result.text()).contains("There are: book");
    assertThat(stores.toolCalls().findByCall(CALL))
        .extracting(ToolCallEntry::outcome)
        .containsExactly(ToolOutcome.REFUSED);
  }

  @Test
  void a_model_that_writes_wrong_arguments_is_told_what_to_mend() throws Exception {
    var tool = new PlayedTool(SideEffect.READS, _ -> ToolResult.done("done"));
    ToolBox box = box(tool);

    ToolResult result = box.use(SampleCall.facts(), new ToolCall("1", "book", "{\"date\":5}"));

    assertThat(result.outcome()).isEqualTo(ToolOutcome.REFUSED);
    assertThat(result.text())
        .contains("date is no parameter of this tool", "day is missing")
        .doesNotContain("5");
    assertThat(tool.uses).isEmpty();
    assertThat(box.use(SampleCall.facts(), new ToolCall("2", "book", "{\"day\":\"today\"}")))
        .isEqualTo(ToolResult.done("done"));
  }

  @Test
  void the_same_use_gets_the_same_result_and_is_made_once() throws Exception {
    var tool =
        new PlayedTool(
            SideEffect.REACHES_OUTSIDE,
            _ -> ToolResult.done("over").and(new CallAction.HandOver(HUMAN)));
    ToolBox box = box(tool);

    ToolResult first = box.use(SampleCall.facts(), BOOK);
    ToolResult again = box.use(SampleCall.facts(), BOOK);

    assertThat(again).isEqualTo(first);
    assertThat(again.next()).isEqualTo(new CallAction.HandOver(HUMAN));
    assertThat(tool.uses).hasSize(1);
  }

  @Test
  void the_same_use_gets_the_same_result_after_a_restart() throws Exception {
    box(new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked at nine")))
        .use(SampleCall.facts(), BOOK);
    stores.close();
    stores = StoreFactory.open(folder);
    var never = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked twice"));

    assertThat(box(never).use(SampleCall.facts(), BOOK).text()).isEqualTo("booked at nine");
    assertThat(never.uses).isEmpty();
  }

  @Test
  void another_call_and_other_arguments_are_other_uses() throws Exception {
    var tool = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked"));
    ToolBox box = box(tool);
    var other =
        SampleCall.context(SampleCall.call(2), SampleCall.BUSINESS, SampleCall.CALLER, false);

    box.use(SampleCall.facts(), BOOK);
    box.use(other, BOOK);
    box.use(SampleCall.facts(), new ToolCall("use-1", "book", "{\"day\":\"monday\"}"));

    assertThat(tool.uses).hasSize(3).extracting(CheckedToolCall::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(SideEffect.class)
  void a_use_that_a_crash_cut_off_is_made_again_unless_it_reaches_outside(SideEffect effect)
      throws Exception {
    stores
        .toolCalls()
        .begin(
            ToolCallEntry.begun(
                CALL,
                ToolCallLog.fingerprint(SampleCall.facts(), BOOK),
                BOOK.id(),
                BOOK.name(),
                BOOK.arguments(),
                NOON));
    var tool = new PlayedTool(effect, _ -> ToolResult.done("done"));

    ToolResult result = box(tool).use(SampleCall.facts(), BOOK);

    boolean outside = effect == SideEffect.REACHES_OUTSIDE;
    assertThat(tool.uses).hasSize(outside ? 0 : 1);
    assertThat(result.outcome()).isEqualTo(outside ? ToolOutcome.TIMED_OUT : ToolOutcome.DONE);
    assertThat(stores.toolCalls().findByCall(CALL))
        .extracting(ToolCallEntry::outcome)
        .containsExactly(result.outcome());
  }

  @Test
  void a_use_that_is_under_way_is_not_begun_again() throws Exception {
    var go = new CountDownLatch(1);
    var tool =
        new PlayedTool(
            SideEffect.REACHES_OUTSIDE,
            _ -> {
              go.await();
              return ToolResult.done("booked");
            });
    ToolBox box = box(tool);

    var first = box.begin(SampleCall.facts(), BOOK);
    var second = box.begin(SampleCall.facts(), BOOK);
    go.countDown();

    assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(ToolResult.done("booked"));
    assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(ToolResult.done("booked"));
    assertThat(tool.uses).hasSize(1);
  }

  @Test
  void a_tool_that_takes_too_long_is_interrupted_and_may_have_done_it() throws Exception {
    var interrupted = new CountDownLatch(1);
    var tool =
        new PlayedTool(SideEffect.REACHES_OUTSIDE, Duration.ofMillis(50), _ -> hang(interrupted));

    ToolResult result = box(tool).use(SampleCall.facts(), BOOK);

    assertThat(result.outcome()).isEqualTo(ToolOutcome.TIMED_OUT);
    assertThat(result.text()).contains("may or may not have been done");
    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(stores.toolCalls().findByCall(CALL))
        .extracting(ToolCallEntry::outcome)
        .containsExactly(ToolOutcome.TIMED_OUT);
  }

  @Test
  void a_tool_with_a_fault_breaks_no_call_and_tells_nothing() throws Exception {
    var tool =
        new PlayedTool(
            SideEffect.READS,
            _ -> {
              throw new IllegalStateException("the caller said: my secret");
            });

    ToolResult result = box(tool).use(SampleCall.facts(), BOOK);

    assertThat(result.outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(result.text()).doesNotContain("secret");
  }

  @Test
  void a_use_goes_on_when_its_caller_hangs_up() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var tool =
        new PlayedTool(
            SideEffect.REACHES_OUTSIDE,
            _ -> {
              begun.countDown();
              go.await();
              return ToolResult.done("booked");
            });
    ToolBox box = box(tool);
    var hungUp = new AtomicBoolean();
    Thread story =
        Thread.startVirtualThread(
            () -> {
              try {
                box.use(SampleCall.facts(), BOOK);
              } catch (InterruptedException e) {
                hungUp.set(true);
              }
            });
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    story.interrupt();
    assertThat(story.join(Duration.ofSeconds(10))).isTrue();
    go.countDown();

    assertThat(hungUp).isTrue();
    assertThat(box.begin(SampleCall.facts(), BOOK).get(60, TimeUnit.SECONDS).text())
        .isEqualTo("booked");
    assertThat(tool.uses).hasSize(1);
  }

  @Test
  void a_simulated_call_reaches_nothing_outside_and_says_so() throws Exception {
    var tool = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked"));

    ToolResult blocked = box(tool).use(SampleCall.simulated(), BOOK);

    assertThat(blocked.outcome()).isEqualTo(ToolOutcome.BLOCKED);
    assertThat(blocked.text()).contains("simulated", "nothing was done");
    assertThat(tool.uses).isEmpty();
  }

  @Test
  void a_real_call_is_never_told_that_it_is_simulated() throws Exception {
    var tool = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.failed("not booked"));

    ToolResult failed = box(tool).use(SampleCall.facts(), BOOK);

    assertThat(failed.outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(failed.text()).isEqualTo("not booked");
    assertThat(tool.uses).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = SideEffect.class,
      names = {"READS", "WRITES_HERE"})
  void what_stays_here_is_done_in_simulated_calls_too(SideEffect effect) throws Exception {
    var tool = new PlayedTool(effect, _ -> ToolResult.done("done"));

    assertThat(box(tool).use(SampleCall.simulated(), BOOK).outcome()).isEqualTo(ToolOutcome.DONE);
  }

  @Test
  void without_a_ledger_only_reading_goes_on() throws Exception {
    var reading = new PlayedTool(SideEffect.READS, _ -> ToolResult.done("read"));
    var reaching = new PlayedTool(SideEffect.REACHES_OUTSIDE, _ -> ToolResult.done("booked"));
    stores.close();

    assertThat(box(reading).use(SampleCall.facts(), BOOK)).isEqualTo(ToolResult.done("read"));
    assertThat(box(reaching).use(SampleCall.facts(), BOOK).outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(reaching.uses).isEmpty();
  }

  @Test
  void a_long_result_is_cut() throws Exception {
    var tool =
        new PlayedTool(SideEffect.READS, _ -> ToolResult.done("\uD83D\uDE00".repeat(10_000)));

    String text = box(tool).use(SampleCall.facts(), BOOK).text();

    assertThat(text).endsWith("… (cut off here)").hasSizeLessThan(8300);
    assertThat(text.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF)).isEmpty();
  }

  @Test
  void a_closed_box_gives_up_what_is_under_way_and_begins_nothing() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var tool =
        new PlayedTool(
            SideEffect.READS,
            _ -> {
              begun.countDown();
              return hang(interrupted);
            });
    ToolBox box = box(tool);
    var underWay = box.begin(SampleCall.facts(), BOOK);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    box.close();

    assertThat(underWay.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(box.use(SampleCall.facts(), new ToolCall("2", "book", "{\"day\":\"a\"}")).outcome())
        .isEqualTo(ToolOutcome.FAILED);
    assertThat(tool.uses).hasSize(1);
  }

  @Test
  void two_tools_of_one_name_are_a_bug() {
    var tool = new PlayedTool(SideEffect.READS, _ -> ToolResult.done(""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ToolBox.of(List.of(tool, tool), stores.toolCalls(), () -> NOON));
    assertThatExceptionOfType(MalformedSchema.class)
        .isThrownBy(() -> Parameters.read("{\"type\":\"array\"}"));
  }

  private static ToolResult hang(CountDownLatch interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
      return ToolResult.done("never");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private ToolBox box(Tool tool) {
    return ToolBox.of(List.of(tool), stores.toolCalls(), () -> NOON);
  }
}
