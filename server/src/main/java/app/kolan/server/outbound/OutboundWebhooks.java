package app.kolan.server.outbound;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.OutgoingCalls;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the webhooks of calls that the server places. Each names its order in the query of its
/// URL, which Twilio has signed; a call that is not the order's own is hung up.
///
/// Each method blocks for the disk, so it runs on a virtual thread. Safe to share.
public final class OutboundWebhooks implements OutgoingCalls {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundWebhooks.class);

  /// How long after a call that has reached nobody the next one is placed.
  static final Duration RETRY = Duration.ofMinutes(30);

  private final CallOrderStore store;
  private final BusinessDirectory directory;
  private final AnnouncementAnswers answers;
  private final CallBackRecordings recordings;
  private final Consumer<CallOrder> redirect;
  private final Runnable news;
  private final InstantSource clock;

  /// @param answers does what people who are called want
  /// @param recordings keeps the sound of calls back
  /// @param redirect has Twilio ask again what to do in an order's call; must not wait
  /// @param news says that an order may be settled; must not wait
  OutboundWebhooks(
      CallOrderStore store,
      BusinessDirectory directory,
      AnnouncementAnswers answers,
      CallBackRecordings recordings,
      Consumer<CallOrder> redirect,
      Runnable news,
      InstantSource clock) {
    this.store = store;
    this.directory = directory;
    this.answers = answers;
    this.recordings = recordings;
    this.redirect = redirect;
    this.news = news;
    this.clock = clock;
  }

  @Override
  public Twiml answered(FormPairs form, PublicUrl base) {
    Optional<CallOrder> order =
        told(form, new CallOrderUpdate.Status(CallStatus.IN_PROGRESS, 0))
            .filter(known -> known.result() == null);
    Optional<AnnouncementDocuments> announcement =
        order.flatMap(known -> announcement(known, base));
    if (announcement.isPresent()) {
      if (order.get().progress().byMachine()) {
        return announcement.get().message();
      }
      return order.get().isTalk() ? announcement.get().open() : announcement.get().announce();
    }
    return order
        .filter(known -> known.what().ring() != null)
        .flatMap(known -> documents(known, base))
        .map(CallBackDocuments::ask)
        .orElseGet(CallBackDocuments::hangUp);
  }

  /// The agent talks with a human, and with whoever is there when it cannot be told for long; never
  /// with a machine that is known for one.
  @Override
  public Optional<Twiml> talk(FormPairs form, PublicUrl base) {
    Optional<CallOrder> order =
        order(form).filter(known -> known.result() == null).filter(CallOrder::isTalk);
    Optional<AnnouncementDocuments> documents = order.flatMap(known -> announcement(known, base));
    if (documents.isEmpty()) {
      return Optional.of(CallBackDocuments.hangUp());
    }
    if (order.get().progress().byMachine()) {
      return Optional.of(documents.get().message());
    }
    int round = round(form);
    if (!order.get().progress().byHuman() && round < AnnouncementDocuments.MOST_ROUNDS) {
      return Optional.of(documents.get().await(round));
    }
    Optional<CallOrder> talking = told(form, new CallOrderUpdate.Answered(CallAnswer.TALK));
    return talking.isEmpty() ? Optional.of(CallBackDocuments.hangUp()) : Optional.empty();
  }

  @Override
  public void turnedAway(FormPairs form) {
    var _ = told(form, new CallOrderUpdate.Rejected());
  }

  /// The agent has found a machine that the detection has not: it gets the message when the stream
  /// is over.
  @Override
  public boolean foundMachine(CallSid call) {
    return store
        .findByCall(call)
        .filter(order -> order.isTalk() && order.result() == null)
        .flatMap(order -> told(order, call, new CallOrderUpdate.ByMachine()))
        .isPresent();
  }

  @Override
  public Optional<Twiml> afterTalk(CallSid call, PublicUrl base) {
    return store
        .findByCall(call)
        .filter(order -> order.isTalk() && order.progress().byMachine() && order.result() == null)
        .flatMap(order -> announcement(order, base))
        .map(AnnouncementDocuments::messageAfterTone);
  }

  private static int round(FormPairs form) {
    return form.first(TwilioPaths.ROUND)
        .filter(text -> text.matches("[1-9]"))
        .map(Integer::parseInt)
        .orElse(AnnouncementDocuments.MOST_ROUNDS);
  }

  @Override
  public Optional<PlacedTalk> talkOf(CallSid call) {
    return store.findByCall(call).flatMap(this::talk);
  }

  private Optional<PlacedTalk> talk(CallOrder order) {
    Announcement announcement = order.what().announcement();
    String task = announcement == null ? null : announcement.task();
    if (announcement == null || task == null) {
      return Optional.empty();
    }
    return settings(order)
        .map(BusinessSettings::business)
        .map(
            business ->
                new PlacedTalk(
                    AnnouncementDocuments.opening(
                        CallTexts.of(business.locale().language()), business.name(), announcement),
                    task));
  }

  @Override
  public Optional<Twiml> keyPressed(FormPairs form, PublicUrl base) {
    Optional<AnnouncementDocuments> announcement =
        order(form).flatMap(order -> announcement(order, base));
    return announcement.isPresent()
        ? answered(form, announcement.get())
        : Optional.of(taken(form, base));
  }

  /// @return empty when he wants to talk
  private Optional<Twiml> answered(FormPairs form, AnnouncementDocuments documents) {
    Optional<CallAnswer> answer = documents.answer(form.first("Digits").orElse(""));
    if (answer.isEmpty()) {
      return Optional.of(documents.announce());
    }
    Optional<CallOrder> order = told(form, new CallOrderUpdate.Answered(answer.get()));
    if (order.isEmpty()) {
      return Optional.of(CallBackDocuments.hangUp());
    }
    if (answer.get() == CallAnswer.TALK) {
      return Optional.empty();
    }
    boolean done = answers.carryOut(order.get(), answer.get());
    return Optional.of(done ? documents.done(answer.get()) : documents.notDone());
  }

  /// Who was rung takes the call, or does not.
  private Twiml taken(FormPairs form, PublicUrl base) {
    boolean takes = form.first("Digits").orElse("").equals("1");
    Optional<CallOrder> order =
        told(
                form,
                takes
                    ? new CallOrderUpdate.Accepted(clock.instant())
                    : new CallOrderUpdate.Declined())
            .filter(known -> known.result() == null);
    if (!takes || order.isEmpty() || order.get().progress().legStatus() != null) {
      return CallBackDocuments.hangUp();
    }
    return documents(order.get(), base)
        .map(CallBackDocuments::connect)
        .orElseGet(CallBackDocuments::hangUp);
  }

  @Override
  public Twiml notice(FormPairs form, PublicUrl base) {
    Optional<CallOrder> order = order(form).filter(known -> known.what().records());
    order.ifPresent(recordings::noticed);
    return order
        .flatMap(known -> documents(known, base))
        .map(CallBackDocuments::notice)
        .orElseGet(() -> Twiml.of());
  }

  @Override
  public Twiml dialled(FormPairs form, PublicUrl base) {
    Optional<CallStatus> status = CallStatus.ofWire(form.first("DialCallStatus").orElse(""));
    boolean reached =
        status.equals(Optional.of(CallStatus.COMPLETED))
            && !form.first("DialBridged").orElse("true").equals("false");
    Optional<CallSid> leg = sid(form.first("DialCallSid").orElse(""));
    if (status.isEmpty() || leg.isEmpty()) {
      return CallBackDocuments.hangUp();
    }
    CallStatus came = reached ? CallStatus.COMPLETED : unreached(status.get());
    Optional<CallOrder> order =
        told(form, new CallOrderUpdate.Leg(leg.get(), came, seconds(form, "DialCallDuration")));
    return reached
        ? CallBackDocuments.hangUp()
        : order
            .flatMap(known -> documents(known, base))
            .map(CallBackDocuments::notReached)
            .orElseGet(CallBackDocuments::hangUp);
  }

  /// One who hung up before he was connected was not reached either.
  private static CallStatus unreached(CallStatus status) {
    return status == CallStatus.COMPLETED ? CallStatus.NO_ANSWER : status;
  }

  @Override
  public void status(FormPairs form) {
    CallStatus.ofWire(form.first("CallStatus").orElse(""))
        .ifPresent(
            status -> {
              var _ = told(form, new CallOrderUpdate.Status(status, seconds(form, "CallDuration")));
            });
  }

  @Override
  public void legStatus(FormPairs form) {
    Optional<CallStatus> status = CallStatus.ofWire(form.first("CallStatus").orElse(""));
    Optional<CallSid> leg = sid(form.first("CallSid").orElse(""));
    Optional<CallSid> parent = sid(form.first("ParentCallSid").orElse(""));
    if (status.isPresent() && leg.isPresent() && parent.isPresent()) {
      var _ =
          told(
              form,
              parent.get(),
              new CallOrderUpdate.Leg(leg.get(), status.get(), seconds(form, "CallDuration")));
    }
  }

  @Override
  public void recording(FormPairs form) {
    if (form.first("RecordingStatus").orElse("").equals("completed")) {
      order(form).ifPresent(order -> recordings.arrived(order, form));
    }
  }

  /// A machine gets the message after its tone, unless somebody has pressed a key meanwhile; a talk
  /// with it is broken off.
  @Override
  public void detection(FormPairs form) {
    String found = form.first("AnsweredBy").orElse("");
    boolean isKnown = order(form).map(order -> order.progress().byMachine()).orElse(false);
    if (isMachine(found) && !isKnown) {
      told(form, new CallOrderUpdate.ByMachine())
          .filter(order -> order.state() == CallOrder.State.PLACED)
          .filter(order -> order.progress().answer() == null || order.isTalk())
          .ifPresent(redirect);
    } else if (found.equals("human") || found.equals("unknown")) {
      var _ = told(form, new CallOrderUpdate.ByHuman());
    }
  }

  /// Source: https://www.twilio.com/docs/voice/answering-machine-detection
  private static boolean isMachine(String answeredBy) {
    return answeredBy.startsWith("machine_end") || answeredBy.equals("fax");
  }

  private Optional<CallOrder> told(FormPairs form, CallOrderUpdate what) {
    return sid(form.first("CallSid").orElse("")).flatMap(call -> told(form, call, what));
  }

  private Optional<CallOrder> told(FormPairs form, CallSid call, CallOrderUpdate what) {
    Optional<CallOrder> after = order(form).flatMap(order -> told(order, call, what));
    LOG.atInfo()
        .addKeyValue("order", form.first(TwilioPaths.ORDER).orElse(""))
        .addKeyValue("call", call)
        .addKeyValue("known", after.isPresent())
        .log("a status of a call that the server places");
    if (after.map(order -> order.state() != CallOrder.State.PLACED).orElse(false)) {
      news.run();
    }
    return after;
  }

  private Optional<CallOrder> told(CallOrder order, CallSid call, CallOrderUpdate what) {
    Instant now = clock.instant();
    return store.told(order.id(), call, what, RETRY, now.plus(CallPlacement.CHECK), now);
  }

  /// The order that the URL names, when the account is that of its business.
  private Optional<CallOrder> order(FormPairs form) {
    return form.first(TwilioPaths.ORDER)
        .filter(id -> id.matches("[0-9a-f]{32}"))
        .flatMap(store::find)
        .filter(
            order ->
                settings(order)
                    .map(known -> known.account().accountSid())
                    .filter(form.first("AccountSid").orElse("")::equals)
                    .isPresent());
  }

  private Optional<BusinessSettings> settings(CallOrder order) {
    return directory.current(order.business());
  }

  /// The documents of an order by which a machine calls; empty for another one.
  private Optional<AnnouncementDocuments> announcement(CallOrder order, PublicUrl base) {
    Announcement announcement = order.what().announcement();
    if (announcement == null) {
      return Optional.empty();
    }
    return settings(order)
        .map(BusinessSettings::business)
        .map(
            business ->
                new AnnouncementDocuments(
                    base,
                    order,
                    announcement,
                    CallTexts.of(business.locale().language()),
                    business.name()));
  }

  private Optional<CallBackDocuments> documents(CallOrder order, PublicUrl base) {
    return settings(order)
        .map(known -> known.business().locale())
        .map(
            locale ->
                new CallBackDocuments(
                    base, order, CallTexts.of(locale.language()), locale.country()));
  }

  private static Optional<CallSid> sid(String text) {
    try {
      return Optional.of(new CallSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int seconds(FormPairs form, String name) {
    return form.first(name)
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
