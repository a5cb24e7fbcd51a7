package app.kolan.server.telephony;

import app.kolan.server.agent.CallEnding;
import app.kolan.server.agent.EarlierTalk;
import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.session.CallScope;
import app.kolan.server.session.LiveCall;
import app.kolan.server.session.MonitoredCall;
import app.kolan.server.session.StreamReceiver;
import app.kolan.server.session.TranscriptWriter;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CallWrite;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.HandOverStore;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnStore;
import app.kolan.server.telephony.StreamAdmission.AdmittedCall;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the streams of calls: holds the conversation of one that is let in on the call's own
/// thread, and settles how it ended before the line is closed, so that the next webhook knows.
///
/// Safe to share.
public final class StreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

  private final StreamAdmission admission;
  private final CallStore calls;
  private final TurnStore turns;
  private final LeadStore leads;
  private final HandOverStore handOvers;
  private final AudioFiles audioFiles;
  private final InputAudioConfig inputAudio;
  private final Function<BusinessSettings, FallbackChain> agents;
  private final ActiveCalls activeCalls;
  private final BooleanSupplier handsOver;
  private final InstantSource clock;
  private final CallControls controls = new CallControls();

  /// @param directory the businesses that are called
  /// @param agents who attends to the callers of a business; asked once for each call
  /// @param simulated whether nobody real calls, so that nothing outside may come of a call
  public StreamHandler(
      Stores stores,
      AudioFiles audioFiles,
      BusinessDirectory directory,
      InputAudioConfig inputAudio,
      Function<BusinessSettings, FallbackChain> agents,
      boolean simulated,
      ActiveCalls activeCalls,
      InstantSource clock) {
    this(
        stores,
        new DeferredWrites(),
        audioFiles,
        directory,
        inputAudio,
        agents,
        simulated,
        activeCalls,
        _ -> Optional.empty(),
        () -> false,
        clock);
  }

  /// @param deferred where what a talk writes waits while the database is away
  /// @param placedTalks what the agent is to reach in a call that the server has placed
  /// @param handsOver whether talks that this server cuts off go on at another node
  public StreamHandler(
      Stores stores,
      DeferredWrites deferred,
      AudioFiles audioFiles,
      BusinessDirectory directory,
      InputAudioConfig inputAudio,
      Function<BusinessSettings, FallbackChain> agents,
      boolean simulated,
      ActiveCalls activeCalls,
      Function<CallSid, Optional<PlacedTalk>> placedTalks,
      BooleanSupplier handsOver,
      InstantSource clock) {
    admission =
        new StreamAdmission(stores.calls(), deferred, directory, simulated, placedTalks, clock);
    calls = stores.calls();
    turns = stores.turns();
    leads = stores.leads();
    handOvers = stores.handOvers();
    this.audioFiles = audioFiles;
    this.inputAudio = inputAudio;
    this.agents = agents;
    this.activeCalls = activeCalls;
    this.handsOver = handsOver;
    this.clock = clock;
  }

  /// The calls in which an agent talks.
  public CallControls controls() {
    return controls;
  }

  /// A two-way stream begins: the receptionist talks with the caller.
  public LiveCall converse(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new LiveCall(line, inputAudio);
    receive(
        sid,
        started,
        line,
        call,
        new StreamMode() {
          @Override
          public void hold(CallScope scope, AdmittedCall admitted) throws LineEnded {
            converse(scope, admitted, call);
          }

          @Override
          public boolean isTalk() {
            return true;
          }
        });
    return call;
  }

  /// A one-way stream begins: Kolan listens and keeps what it hears.
  public MonitoredCall listen(CallSid sid, StreamEvent.Started started, Line line) {
    var call = new MonitoredCall(inputAudio);
    receive(
        sid,
        started,
        line,
        call,
        (_, admitted) ->
            call.keepAll(new TranscriptWriter(sid, turns, audioFiles, admitted.writes())));
    return call;
  }

  /// What happens on a call's own thread.
  private interface StreamMode {
    void hold(CallScope scope, AdmittedCall call) throws LineEnded;

    /// Whether Twilio asks for instructions once it is over.
    default boolean isTalk() {
      return false;
    }
  }

  private void receive(
      CallSid sid,
      StreamEvent.Started started,
      Line line,
      StreamReceiver end,
      StreamMode conversation) {
    activeCalls.begin(
        sid,
        scope -> {
          Line.Closing closing = receive(scope, sid, started, conversation);
          line.run(() -> line.close(closing));
          end.leave();
        });
  }

  /// Whatever happens in here, the line is closed afterwards, so that Twilio asks what to do next.
  private Line.Closing receive(
      CallScope scope, CallSid sid, StreamEvent.Started started, StreamMode conversation) {
    if (handsOver.getAsBoolean()) {
      LOG.info("a stream is refused: this server stops, and another one is there");
      return Line.Closing.REFUSED;
    }
    try {
      return admission
          .admit(sid, started)
          .map(admitted -> hold(scope, conversation, admitted))
          .orElse(Line.Closing.REFUSED);
    } catch (RuntimeException fault) {
      LOG.error("the conversation of a call has failed", fault);
      return Line.Closing.FAULT;
    }
  }

  private Line.Closing hold(CallScope scope, StreamMode conversation, AdmittedCall admitted) {
    LoggedCall call = admitted.call();
    activeCalls.streamBegan(call.sid(), admitted.stream(), conversation.isTalk());
    try {
      holdAndWrite(scope, conversation, admitted);
      LOG.info("the conversation is over");
      return Line.Closing.DONE;
    } catch (LineEnded ended) {
      if (ended.how() == LineEnded.How.CLOSED_BY_US && handsOver.getAsBoolean()) {
        LOG.info("the server stops; the talk is left to another node");
        return Line.Closing.DONE;
      }
      CallOutcome outcome = outcomeOf(ended, admitted.context().placed() != null);
      settle(admitted, outcome);
      if (ended.how() == LineEnded.How.STOPPED) {
        activeCalls.over(call.sid());
      }
      LOG.atInfo().addKeyValue("how", ended.how()).log("the line has ended");
      return Line.Closing.DONE;
    } catch (RuntimeException fault) {
      LOG.error("the conversation of a call has failed", fault);
      settle(admitted, CallOutcome.BROKEN);
      return Line.Closing.FAULT;
    } finally {
      activeCalls.streamOver(call.sid());
    }
  }

  /// Nothing of a conversation is still to be written when it is over.
  private static void holdAndWrite(CallScope scope, StreamMode conversation, AdmittedCall admitted)
      throws LineEnded {
    try {
      conversation.hold(scope, admitted);
    } catch (LineEnded ended) {
      // How the line has ended counts, also where something could not be written.
      admitted.writes().awaitOrder();
      throw ended;
    }
    admitted.writes().await();
  }

  private void converse(CallScope scope, AdmittedCall admitted, LiveCall live) throws LineEnded {
    LoggedCall call = admitted.call();
    CallContext context = admitted.context();
    var notes = new TranscriptWriter(call.sid(), turns, audioFiles, admitted.writes());
    var lead = new LeadWriter(call, leads, admitted.writes(), clock, context.placed() != null);
    EarlierTalk earlier = resume(call, lead, notes);
    FallbackChain agent = agents.apply(context.settings());
    controls.began(call.sid(), context.settings(), live.control());
    try {
      switch (agent.attend(scope, live, context, lead, notes, earlier)) {
        case CallEnding.Finished() -> settle(admitted, CallOutcome.FINISHED);
        case CallEnding.HandOver(var to, var reason) -> {
          plan(call, context.business(), to, reason);
          settle(admitted, CallOutcome.HANDED_OVER, to);
        }
      }
    } finally {
      controls.over(call.sid());
      live.keepUnread(notes);
    }
  }

  /// Goes on where the call was given back to its agent, or was lost with another node; null at its
  /// beginning. Without the database the talk begins anew: better than none.
  private @Nullable EarlierTalk resume(LoggedCall call, LeadWriter lead, TranscriptWriter notes) {
    if (call.reopenedAt() == null && call.resumes() == 0) {
      return null;
    }
    try {
      leads.find(call.sid()).ifPresent(lead::resume);
      List<Turn> before = turns.findByCall(call.sid());
      Duration since = Duration.between(call.arrivedAt(), clock.instant());
      Duration last = before.isEmpty() ? Duration.ZERO : before.getLast().to();
      notes.resume(before.size(), since.compareTo(last) < 0 ? last : since);
      HandOver asked =
          handOvers
              .findByCall(call.sid())
              .filter(known -> call.ticket().equals(known.ticket()))
              .orElse(null);
      return new EarlierTalk(before, asked);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("the earlier turns of a call are not known");
      return null;
    }
  }

  /// Without a note of who is to be asked the caller is just connected.
  private void plan(LoggedCall call, Business business, PhoneNumber to, String reason) {
    try {
      HandOverPlan.add(handOvers, call, business, to, reason, clock.instant());
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("nobody can be asked to take the call");
    }
  }

  private void settle(AdmittedCall call, CallOutcome outcome) {
    settle(call, outcome, null);
  }

  /// Behind all that the call has written, and on the disk when this returns.
  private void settle(AdmittedCall admitted, CallOutcome outcome, @Nullable PhoneNumber to) {
    CallSid sid = admitted.call().sid();
    Instant now = clock.instant();
    StreamSid stream = admitted.stream();
    admitted
        .writes()
        .addRepeatable(
            () -> {
              boolean _ = calls.settleTalk(sid, stream, outcome, to, now);
            },
            new CallWrite.SettleTalk(sid, stream, outcome, to, now));
    admitted.writes().await();
  }

  /// Who was called and hangs up has missed nothing.
  private static CallOutcome outcomeOf(LineEnded ended, boolean isPlaced) {
    return switch (ended.how()) {
      case STOPPED -> isPlaced ? CallOutcome.FINISHED : CallOutcome.HUNG_UP;
      case LOST, CLOSED_BY_US -> CallOutcome.BROKEN;
    };
  }
}
