package app.kolan.server.line;

import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.webhook.CallSid;
import app.kolan.carrier.webhook.StreamSid;
import app.kolan.server.attendant.Ladder;
import app.kolan.server.business.Business;
import app.kolan.server.call.CallNotes;
import app.kolan.server.call.CallThreads;
import app.kolan.server.call.Hearing;
import app.kolan.server.call.Line;
import app.kolan.server.call.LineEnded;
import app.kolan.server.call.LiveCall;
import app.kolan.server.call.OverheardCall;
import app.kolan.server.call.StreamEnd;
import app.kolan.server.ledger.AudioFiles;
import app.kolan.server.ledger.CallOutcome;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.ledger.LoggedCall;
import app.kolan.server.mind.Ending;
import app.kolan.server.mind.LeadNotes;
import app.kolan.server.tool.CallFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the streams of calls: spends the ticket, tells the story on the call's own thread, and
/// settles how it ended before the line is closed, so that the next webhook knows.
///
/// Safe to share.
public final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private static final Duration TICKET_LASTS = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final AudioFiles audioFiles;
  private final Business business;
  private final Hearing hearing;
  private final Ladder ladder;
  private final boolean simulated;
  private final CallThreads threads;
  private final CallsUnderWay underWay;
  private final Admission admission;
  private final InstantSource clock;

  /// @param ladder who attends to callers
  /// @param simulated whether the calls are played, so that nothing outside should come of them
  public Reception(
      Ledger ledger,
      AudioFiles audioFiles,
      Business business,
      Hearing hearing,
      Ladder ladder,
      boolean simulated,
      CallThreads threads,
      CallsUnderWay underWay,
      Admission admission,
      InstantSource clock) {
    this.ledger = ledger;
    this.audioFiles = audioFiles;
    this.business = business;
    this.hearing = hearing;
    this.ladder = ladder;
    this.simulated = simulated;
    this.threads = threads;
    this.underWay = underWay;
    this.admission = admission;
    this.clock = clock;
  }

  /// A two-way stream begins: the receptionist talks with the caller.
  public LiveCall converse(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new LiveCall(line, hearing);
    receive(sid, started, line, call, admitted -> converse(admitted, call));
    return call;
  }

  /// A one-way stream begins: Kolan listens and keeps what it hears.
  public OverheardCall listen(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new OverheardCall(hearing);
    receive(sid, started, line, call, _ -> call.keepAll(new CallNotes(sid, ledger, audioFiles)));
    return call;
  }

  /// What happens on a call's own thread.
  private interface Story {
    void tell(LoggedCall call) throws LineEnded;
  }

  private void receive(
      CallSid sid, StreamEvent.Started started, Line line, StreamEnd end, Story story) {
    threads.start(
        sid,
        () -> {
          Line.Closing closing = receive(sid, started, story);
          line.run(() -> line.close(closing));
          end.leave();
        });
  }

  /// Whatever happens in here, the line is closed afterwards, so that Twilio asks what to do next.
  private Line.Closing receive(CallSid sid, StreamEvent.Started started, Story story) {
    try {
      return admit(sid, started)
          .map(admitted -> tell(story, admitted))
          .orElse(Line.Closing.REFUSED);
    } catch (RuntimeException fault) {
      LOG.error("the story of a call has failed", fault);
      return Line.Closing.FAULT;
    }
  }

  private Line.Closing tell(Story story, LoggedCall call) {
    admission.talks(call.sid());
    try {
      story.tell(call);
      LOG.info("the talk is over");
      return Line.Closing.DONE;
    } catch (LineEnded ended) {
      CallOutcome outcome = outcomeOf(ended);
      settle(call, outcome);
      if (outcome == CallOutcome.HUNG_UP) {
        underWay.over(call.sid());
      }
      LOG.atInfo().addKeyValue("how", ended.how()).log("the line has ended");
      return Line.Closing.DONE;
    } catch (RuntimeException fault) {
      LOG.error("the story of a call has failed", fault);
      settle(call, CallOutcome.BROKEN);
      return Line.Closing.FAULT;
    } finally {
      admission.over(call.sid());
    }
  }

  private void converse(LoggedCall call, LiveCall live) throws LineEnded {
    var notes = new CallNotes(call.sid(), ledger, audioFiles);
    var lead = new LeadNotes(call, ledger, clock);
    var facts = CallFacts.of(call, business, simulated);
    switch (ladder.attend(live, facts, lead, notes)) {
      case Ending.Finished() -> settle(call, CallOutcome.FINISHED);
      case Ending.HandOver(var to) ->
          ledger.settle(call.sid(), CallOutcome.HANDED_OVER, to, clock.instant());
    }
  }

  private void settle(LoggedCall call, CallOutcome outcome) {
    ledger.settle(call.sid(), outcome, null, clock.instant());
  }

  private static CallOutcome outcomeOf(LineEnded ended) {
    return switch (ended.how()) {
      case STOPPED -> CallOutcome.HUNG_UP;
      case LOST, CLOSED_BY_US -> CallOutcome.BROKEN;
    };
  }

  private Optional<LoggedCall> admit(CallSid sid, StreamEvent.Started started) {
    String ticket = started.parameters().getOrDefault(StreamParameters.TICKET, "");
    Optional<LoggedCall> call =
        ledger
            .spendTicket(sid, ticket, new StreamSid(started.streamSid()), clock.instant())
            .filter(admitted -> admitted.accountSid().equals(started.accountSid()))
            .filter(admitted -> admitted.arrivedAt().plus(TICKET_LASTS).isAfter(clock.instant()));
    if (call.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("stream", started.streamSid())
          .addKeyValue("parameters", started.parameters().keySet())
          .log("a stream was refused: its ticket is unknown, spent, too old, or another call's");
    } else {
      LOG.atInfo().addKeyValue("stream", started.streamSid()).log("the stream has begun");
    }
    return call;
  }
}
