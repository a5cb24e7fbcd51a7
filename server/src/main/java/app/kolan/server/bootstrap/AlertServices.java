package app.kolan.server.bootstrap;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.console.ConsoleSettings;
import app.kolan.server.crm.CrmEvent;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.mail.Mailer;
import app.kolan.server.mail.SmtpSettings;
import app.kolan.server.mail.smtp.SmtpMailer;
import app.kolan.server.notify.AlertLinks;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.AppointmentNotices;
import app.kolan.server.notify.DailyDigest;
import app.kolan.server.notify.LimitWatch;
import app.kolan.server.notify.ProviderWatch;
import app.kolan.server.notify.ReminderCalls;
import app.kolan.server.notify.WaitingListWatch;
import app.kolan.server.notify.mail.MailChannel;
import app.kolan.server.notify.push.PushChannel;
import app.kolan.server.notify.push.PushDevices;
import app.kolan.server.notify.push.PushSettings;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.notify.sql.SqlPushStore;
import app.kolan.server.notify.twilio.MessageChannel;
import app.kolan.server.notify.webhook.WebhookChannel;
import app.kolan.server.provider.SharedCircuitBreakers;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.Promise;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.usage.MonthlyUsage;
import app.kolan.twilio.webhook.PhoneNumber;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Alerts, their outbox and their channels, of which none is opened before it is needed.
///
/// @param devices that people have chosen to be told by
/// @param watch the news of calls, which wake the alerts
record AlertServices(AlertStore store, Alerts alerts, PushDevices devices, CallEvents.Watch watch)
    implements AutoCloseable {
  /// The contact that push services get from a server that does not know its address.
  private static final String NOBODY = "mailto:nobody@kolan.invalid";

  static AlertServices start(
      Config config, Infrastructure foundations, Vertx vertx, InstantSource clock) {
    PublicUrl publicUrl = config.publicUrl();
    String url = publicUrl == null ? null : publicUrl.toString();
    var messages =
        new MessageChannel(
            foundations.clients()::client, url == null ? null : url + TwilioPaths.MESSAGE_STATUS);
    var store = new SqlAlertStore(foundations.limited());
    var devices =
        new PushDevices(
            new SqlPushStore(foundations.limited()),
            new SqlUserStore(foundations.limited()),
            () -> new CipherSealer(DirectoryServices.cipher(config)),
            clock);
    Alerts alerts =
        Alerts.start(
            store,
            foundations.stores(),
            foundations.directory(),
            new AlertLinks(url),
            Map.of(
                Channel.WEBHOOK,
                new WebhookChannel(clock),
                Channel.MAIL,
                new MailChannel(
                    mailer(config, vertx),
                    config.get(SmtpSettings.GROUP).map(SmtpSettings::from).orElse("")),
                Channel.SMS,
                messages,
                Channel.WHATSAPP,
                messages,
                Channel.PUSH,
                new PushChannel(
                    devices, url == null ? NOBODY : url, config.get(PushSettings.GROUP), clock)),
            foundations.limited().isShared(),
            clock);
    alerts.tellAlso(devices);
    alerts.listen(
        new AlertEventPublisher(foundations.events(), foundations.stores().crm().leads(), clock));
    return new AlertServices(store, alerts, devices, watch(foundations.events(), alerts));
  }

  /// Has those told, reminded and asked for whom appointments are.
  ///
  /// @param calls has people called
  void tellOfAppointments(Config config, Infrastructure foundations, ReminderCalls calls) {
    PublicUrl publicUrl = config.publicUrl();
    boolean pages = config.get(ConsoleSettings.GROUP).enabled();
    AlertLinks links =
        pages ? new AlertLinks(publicUrl == null ? null : publicUrl.toString()) : AlertLinks.NONE;
    alerts.add(
        new WaitingListWatch(
            foundations.stores().crm().waitingList(),
            foundations.stores().crm().appointments(),
            foundations.directory(),
            links));
    alerts.add(
        new AppointmentNotices(
            foundations.stores().crm(),
            foundations.directory(),
            links,
            config.get(SmtpSettings.GROUP).isPresent(),
            calls));
  }

  private static @Nullable Supplier<Mailer> mailer(Config config, Vertx vertx) {
    SmtpSettings smtp = config.get(SmtpSettings.GROUP).orElse(null);
    return smtp == null ? null : () -> new SmtpMailer(vertx, smtp);
  }

  /// Has it search for alerts that do not come of calls.
  ///
  /// @param shares what a business has used of its limits
  /// @param breakers of the providers of all businesses
  void watch(
      BusinessDirectory directory,
      Function<Business, List<MonthlyUsage.Share>> shares,
      SharedCircuitBreakers breakers) {
    alerts.add(new DailyDigest(store, directory));
    alerts.add(new LimitWatch(directory, shares));
    alerts.add(new ProviderWatch(directory, breakers::isOpen));
  }

  /// Alerts of what happens with promises. An alert is there once for each key, however often it is
  /// told.
  void promises(CrmEvent event) {
    switch (event) {
      case CrmEvent.PromiseDue(Promise promise) -> tell(event, promise);
      case CrmEvent.PromiseBroken(Promise promise) -> tell(event, promise);
      case CrmEvent.LeadKnown _, CrmEvent.LeadChanged _ -> {}
    }
  }

  /// Tells that somebody is rung to take a caller over, with a link to what was said so far.
  void handOver(HandOver handOver) {
    int _ =
        alerts.raise(
            handOver.business(),
            AlertKind.HAND_OVER,
            "hand-over:" + handOver.id() + ":" + handOver.position(),
            handOver.call(),
            facts -> facts.put("detail", handOver.reason()));
  }

  private void tell(CrmEvent event, Promise promise) {
    PhoneNumber number = promise.number();
    int _ =
        alerts.raise(
            event.business(),
            AlertKind.PROMISE_DUE,
            event.key(),
            promise.call(),
            facts -> {
              facts.put("promise", promise.id());
              facts.put("promiseState", promise.state().name());
              facts.put("dueAt", promise.dueAt().toString());
              facts.put("detail", promise.words());
              if (number != null) {
                facts.put("callback", number.value());
              }
            });
  }

  /// The news themselves are in the ledger; they only wake.
  private static CallEvents.Watch watch(CallEvents events, Alerts alerts) {
    return events.watch(
        event -> {
          if (isEnd(event)) {
            alerts.callHasNews();
          }
          return false;
        },
        events.newest(),
        () -> {});
  }

  private static boolean isEnd(CallEvent event) {
    return switch (event.payload()) {
      case CallEvent.Settled _, CallEvent.Ended _, CallEvent.AppointmentChanged _ -> true;
      case CallEvent.Ringing _,
          CallEvent.Connected _,
          CallEvent.TurnOver _,
          CallEvent.Understood _,
          CallEvent.MessageUnderstood _,
          CallEvent.Summarised _,
          CallEvent.LeadKnown _,
          CallEvent.LeadChanged _,
          CallEvent.AlertSent _,
          CallEvent.AlertFailed _,
          CallEvent.AlertStatus _ ->
          false;
    };
  }

  @Override
  public void close() {
    watch.close();
    alerts.close();
  }
}
