package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.nodes.FakeNodes;
import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.SharedCalls;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Sample;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which talks go on after their stream is over, and which may be on still.
@Tag("unit")
class ResumptionTest {
  private static final StreamSid OTHER = new StreamSid("MZ" + "9".repeat(32));
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration JUST_NOW = Duration.ofSeconds(1);

  private final FakeNodes nodes = new FakeNodes("here", Set.of("here", "there"));
  private final Tickets tickets = new Tickets();
  private final List<CallSid> asked = new ArrayList<>();
  private final List<Boolean> planned = new ArrayList<>();
  private final Resumption resumption =
      new Resumption(nodes, new Kept(), InstantSource.fixed(Sample.NOON));

  @Test
  void of_a_node_that_is_gone_every_talk_goes_on() {
    assertThat(goesOn(talk("gone", JUST_NOW), null)).isTrue();
    assertThat(goesOn(talk("gone", LONG), OTHER)).isTrue();
  }

  @Test
  void of_a_node_that_lives_a_talk_goes_on_whose_own_stream_is_over() {
    assertThat(goesOn(talk("there", JUST_NOW), Sample.STREAM)).isTrue();
    assertThat(goesOn(talk("there", LONG), null)).isTrue();
  }

  @Test
  void of_a_talk_that_has_just_begun_its_node_is_asked() {
    assertThat(goesOn(talk("there", JUST_NOW), null)).as("it does not answer").isTrue();

    resumption.askBy(_ -> Optional.of(Set.of()));
    assertThat(goesOn(talk("there", JUST_NOW), null)).as("it has other talks").isTrue();

    resumption.askBy(
        node -> node.equals("there") ? Optional.of(Set.of(Sample.CALL)) : Optional.empty());
    assertThat(goesOn(talk("there", JUST_NOW), null)).isFalse();
    assertThat(goesOn(talk("there", LONG), null)).as("it is not asked then").isTrue();
  }

  @Test
  void the_end_of_another_stream_leaves_a_talk_where_it_is() {
    assertThat(goesOn(talk("there", LONG), OTHER)).isFalse();
    assertThat(resumption.mayTalkElsewhere(talk("there", LONG), OTHER)).isTrue();
    assertThat(resumption.mayTalkElsewhere(talk("here", LONG), OTHER)).isFalse();
    resumption.askBy(_ -> Optional.of(Set.of(Sample.CALL)));
    assertThat(resumption.mayTalkElsewhere(talk("there", JUST_NOW), null)).isTrue();
  }

  @Test
  void an_own_talk_goes_on_when_this_node_leaves() {
    assertThat(goesOn(talk("here", LONG), Sample.STREAM)).isFalse();

    nodes.leaving(true);

    assertThat(goesOn(talk("here", LONG), Sample.STREAM)).isTrue();
  }

  @Test
  void what_is_settled_or_went_on_twice_does_not_go_on() {
    assertThat(goesOn(call(CallOutcome.FINISHED, true, "gone", LONG, 0), null)).isFalse();
    assertThat(goesOn(call(CallOutcome.OPEN, true, "gone", LONG, 2), null)).isFalse();
    assertThat(goesOn(call(CallOutcome.OPEN, false, null, LONG, 1), null)).isTrue();
    assertThat(goesOn(call(CallOutcome.OPEN, false, null, LONG, 0), null)).isFalse();
    assertThat(Resumption.none().resume(talk("gone", LONG), null)).isFalse();
  }

  @Test
  void a_planned_stop_is_no_loss() {
    nodes.all(List.of(draining("gone")));

    assertThat(goesOn(call(CallOutcome.OPEN, true, "gone", LONG, 2), null)).isTrue();
    assertThat(goesOn(talk("there", LONG), null)).isTrue();
    nodes.leaving(true);
    assertThat(goesOn(talk("here", LONG), Sample.STREAM)).isTrue();

    assertThat(planned).containsExactly(true, false, true);
  }

  @Test
  void a_node_that_lives_hears_that_twilio_has_asked_here() {
    resumption.noteAsked(talk("gone", LONG));
    resumption.noteAsked(talk("here", LONG));
    assertThat(asked).isEmpty();

    resumption.noteAsked(talk("there", LONG));

    assertThat(asked).containsExactly(Sample.CALL);
  }

  private boolean goesOn(LoggedCall call, @Nullable StreamSid ended) {
    return resumption.resume(call, ended);
  }

  private LoggedCall talk(String node, Duration since) {
    return call(CallOutcome.OPEN, true, node, since, 0);
  }

  private LoggedCall call(
      CallOutcome outcome, boolean spent, @Nullable String node, Duration since, int resumes) {
    return new LoggedCall(
        Sample.CALL,
        Sample.ACCOUNT,
        1,
        0,
        Sample.CALLER,
        Sample.CALLED,
        CallStatus.IN_PROGRESS,
        outcome,
        tickets.fresh(),
        spent,
        Sample.NOON,
        spent ? Sample.STREAM : null,
        spent ? Sample.NOON.minus(since) : null,
        node,
        resumes,
        null,
        Sample.NOON,
        null,
        null,
        null,
        null,
        false);
  }

  private static Node draining(String id) {
    return new Node(
        id,
        id,
        "",
        Node.State.DRAINING,
        "",
        "",
        Sample.NOON,
        Duration.ZERO,
        Duration.ZERO,
        0,
        null);
  }

  /// Agrees to all but a third time.
  private final class Kept implements SharedCalls {
    @Override
    public Set<CallSid> begunOrOver(List<CallSid> calls) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean takePlace(CallSid call, long business, int most, Set<String> live, Instant at) {
      return true;
    }

    @Override
    public boolean resume(LoggedCall call, String ticket, boolean isPlanned, Instant at) {
      planned.add(isPlanned);
      return isPlanned || call.resumes() < MOST_RESUMES;
    }

    @Override
    public void asked(CallSid call, Instant at) {
      asked.add(call);
    }

    @Override
    public boolean wasAsked(CallSid call, Instant since) {
      return false;
    }

    @Override
    public List<CallSid> findLeft(Set<String> live, Instant started, Instant now) {
      return List.of();
    }

    @Override
    public boolean check(CallSid call, Instant now) {
      return false;
    }
  }
}
