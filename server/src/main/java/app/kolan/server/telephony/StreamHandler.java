package app.kolan.server.telephony;

import app.kolan.server.agent.CallEnding;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.Business;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.session.CallThreads;
import app.kolan.server.session.LiveCall;
import app.kolan.server.session.MonitoredCall;
import app.kolan.server.session.StreamReceiver;
import app.kolan.server.session.TranscriptWriter;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TurnStore;
import app.kolan.server.tool.ToolContext;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the streams of calls: spends the ticket, tells the story on the call's own thread, and
/// settles how it ended before the line is closed, so that the next webhook knows.
///
/// Safe to share.
public final class StreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

  private static final Duration TICKET_LASTS = Duration.ofMinutes(10);

  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final AudioFiles audioFiles;
  private final Business business;
  private final InputAudioConfig inputAudio;
  private final FallbackChain fallbackChain;
  private final boolean simulated;
  private final CallThreads threads;
  private final DrainTracker underWay;
  private final Admission admission;
  private final InstantSource clock;

  /// @param fallbackChain who attends to callers
  /// @param simulated whether the calls are played, so that nothing outside should come of them
  public StreamHandler(
      Stores stores,
      AudioFiles audioFiles,
      Business business,
      InputAudioConfig inputAudio,
      FallbackChain fallbackChain,
      boolean simulated,
      CallThreads threads,
      DrainTracker underWay,
      Admission admission,
      InstantSource clock) {
    calls = stores.calls();
    turns = stores.turns();
    leads = stores.leads();
    this.audioFiles = audioFiles;
    this.business = business;
    this.inputAudio = inputAudio;
    this.fallbackChain = fallbackChain;
    this.simulated = simulated;
    this.threads = threads;
    this.underWay = underWay;
    this.admission = admission;
    this.clock = clock;
  }

  /// A two-way stream begins: the receptionist talks with the caller.
  public LiveCall converse(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new LiveCall(line, inputAudio);
    receive(sid, started, line, call, admitted -> converse(admitted, call));
    return call;
  }

  /// A one-way stream begins: Kolan listens and keeps what it hears.
  public MonitoredCall listen(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new MonitoredCall(inputAudio);
    receive(
        sid, started, line, call, _ -> call.keepAll(new TranscriptWriter(sid, turns, audioFiles)));
    return call;
  }

  /// What happens on a call's own thread.
  private interface Story {
    void tell(LoggedCall call) throws LineEnded;
  }

  private void receive(
      CallSid sid, StreamEvent.Started started, Line line, StreamReceiver end, Story story) {
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
    var notes = new TranscriptWriter(call.sid(), turns, audioFiles);
    var lead = new LeadWriter(call, leads, clock);
    var facts = ToolContext.of(call, business, simulated);
    switch (fallbackChain.attend(live, facts, lead, notes)) {
      case CallEnding.Finished() -> settle(call, CallOutcome.FINISHED);
      case CallEnding.HandOver(var to) ->
          calls.settle(call.sid(), CallOutcome.HANDED_OVER, to, clock.instant());
    }
  }

  private void settle(LoggedCall call, CallOutcome outcome) {
    calls.settle(call.sid(), outcome, null, clock.instant());
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
        calls
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
