package app.kolan.server.telephony;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.Webhook;
import app.kolan.twilio.webhook.WebhookReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects people whom the server has called to the agent. Blocks for the disk; safe to share.
public final class PlacedTalks {
  private static final Logger LOG = LoggerFactory.getLogger(PlacedTalks.class);

  private final CallArrivals arrivals;
  private final CalledBusinesses businesses;
  private final ActiveCalls activeCalls;
  private final Admission admission;
  private final BooleanSupplier draining;
  private final InstantSource clock;

  PlacedTalks(
      CallArrivals arrivals,
      CalledBusinesses businesses,
      ActiveCalls activeCalls,
      Admission admission,
      BooleanSupplier draining,
      InstantSource clock) {
    this.arrivals = arrivals;
    this.businesses = businesses;
    this.activeCalls = activeCalls;
    this.admission = admission;
    this.draining = draining;
    this.clock = clock;
  }

  /// What is done with who has answered.
  ///
  /// @param turnedAway whether the agent could not talk with him, although he was to
  public record Answer(Twiml twiml, boolean turnedAway) {}

  /// Who was called has heard who calls and why: the agent talks with him. The same asked twice is
  /// one talk.
  public Answer answer(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Webhook.IncomingCall placed = WebhookReader.incomingCall(form);
    Optional<BusinessSettings> own = businesses.byNumber(placed.called());
    if (own.isEmpty()) {
      return new Answer(CallDocuments.hangUp(), true);
    }
    LoggedCall call =
        arrivals.add(
            placed.callSid(), placed.accountSid(), placed.caller(), placed.called(), own.get());
    BusinessSettings settings = businesses.of(call).orElse(own.get());
    CallDocuments documents = businesses.documents(settings, base);
    boolean isOver = call.status().isEnd() || call.outcome().endsTheCall();
    boolean isAsked = !isOver && !call.ticketSpent() && !Tickets.isTooOld(call, clock.instant());
    boolean mayTalk =
        isAsked
            && !draining.getAsBoolean()
            && admission.refusal(call.sid(), settings.business()).isEmpty();
    LOG.atInfo()
        .addKeyValue("to", call.caller())
        .addKeyValue("talks", mayTalk)
        .log("the called party answered");
    Twiml twiml =
        mayTalk ? documents.talk(call) : isOver ? CallDocuments.hangUp() : documents.sorry();
    return new Answer(activeCalls.instruct(call.sid(), twiml), isAsked && !mayTalk);
  }
}
