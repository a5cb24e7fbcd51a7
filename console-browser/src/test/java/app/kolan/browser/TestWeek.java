package app.kolan.browser;

import app.kolan.browser.LedgerCalls.Said;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A week of calls in the ledger, with each thing that a page shows in another way: every outcome
/// of a call, every state of a lead, promises that are due and late, messages, sound, and names
/// that are long, short or odd.
final class TestWeek {
  /// What waits on the page of the day. The appointments below it go by themselves when they end.
  static final String WAITING = "li.row:not(:has(a[href*='/appointments/']))";

  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final String LONG_NAME = "אלכסנדרה-יהודית רוזנבלום-אוחיון לבית משפחת בן־סימון";

  private final Stores stores;
  private final CallOrderStore orders;
  private final AudioFiles audio;
  private final Instant now = Instant.now();
  private int calls;

  TestWeek(PhoneServer server, Path data) {
    stores = server.stores();
    orders = server.outbound().store();
    audio = AudioFiles.open(data);
  }

  private LedgerCalls callsOf(long business, PhoneNumber called) {
    return new LedgerCalls(stores, audio, now, () -> ++calls, business, called);
  }

  private static LeadWork work(LeadWork.State state, LeadWork.Priority priority) {
    return new LeadWork(state, null, null, null, priority, null, Map.of(), 0, null);
  }

  void ofClinic(long business, PhoneNumber called) {
    LedgerCalls clinic = callsOf(business, called);
    CallSid dana =
        clinic.call(
            Duration.ofMinutes(25),
            "+972505550112",
            CallOutcome.FINISHED,
            Said.agent("במה אפשר לעזור?"),
            Said.caller("reason_appointment"),
            Said.agent("מה השם, בבקשה?"),
            Said.caller("name_dana"),
            Said.agent("תודה, דנה. נחזור אליכם היום לגבי יום שלישי בבוקר, בין תשע לאחת עשרה."),
            Said.caller("thanks"));
    clinic.lead(dana, "תור ליום שלישי בבוקר", "דנה כהן", LeadWork.NEW);
    clinic.summary(dana, "מבקשת תור ליום שלישי בבוקר, בין 9:00 ל-11:00.", "תור");
    clinic.promise(dana, "לחזור אליה לגבי תור", Duration.ofMinutes(95));
    toolCall(dana);
    stores.summaries().add(dana, "one", business, "{}", now);
    CallSid yossi =
        clinic.call(
            Duration.ofHours(3),
            "+972525550140",
            CallOutcome.FINISHED,
            Said.agent("במה אפשר לעזור?"),
            Said.caller("reason_short"),
            Said.agent("מה השם, בבקשה?"),
            Said.caller("name_yossi_levi"));
    clinic.lead(
        yossi, "לקבוע תור", "יוסי לוי", work(LeadWork.State.IN_WORK, LeadWork.Priority.HIGH));
    clinic.promise(yossi, "לשלוח הצעת מחיר", Duration.ofMinutes(-40));
    var _ =
        stores.crm().leads().addNote(business, yossi, "לא ענה, לנסות שוב אחרי 16:00", "user", now);
    CallSid wordy =
        clinic.call(
            Duration.ofHours(5),
            "+972545550187",
            CallOutcome.HANDED_OVER,
            Said.agent("במה אפשר לעזור?"),
            Said.words(
                "הייתי אצלכם בשבוע שעבר לטיפול שורש בשן 36, ומאז יש לי רגישות לחום ולקור, "
                    + "בעיקר בלילה. https://example.com/very/long/address/without/any/space/in-it"),
            new Said(Speaker.CALLER, null, null));
    clinic.lead(
        wordy,
        "רגישות אחרי טיפול שורש, בעיקר בלילה, לברר אם צריך להקדים את הביקורת שנקבעה",
        LONG_NAME,
        work(LeadWork.State.WAITING, LeadWork.Priority.URGENT));
    calledBack(business, called, wordy);
    CallSid message = clinic.call(Duration.ofHours(7), "+972535550105", CallOutcome.BROKEN);
    clinic.message(message, 0xC0_01);
    clinic.lead(message, null, null, LeadWork.NEW);
    clinic.call(Duration.ofHours(9), "+972585550171", CallOutcome.HUNG_UP);
    clinic.call(
        Duration.ofHours(10),
        "anonymous",
        CallOutcome.HUNG_UP,
        Said.agent("במה אפשר לעזור?"),
        new Said(Speaker.CALLER, "", "yes"));
    CallSid english =
        clinic.call(
            Duration.ofDays(1),
            "+442071838750",
            CallOutcome.FINISHED,
            Said.agent("במה אפשר לעזור?"),
            Said.words("Hello, do you speak English? I would like to ask about whitening."));
    clinic.lead(
        english,
        "Whitening <b>",
        "O'Brien & Sons",
        work(LeadWork.State.WON, LeadWork.Priority.LOW));
    CallSid lost =
        clinic.call(
            Duration.ofDays(2), "+972505550199", CallOutcome.FINISHED, Said.words("טעות במספר."));
    clinic.lead(lost, "מחיר", "גיל", work(LeadWork.State.LOST, LeadWork.Priority.NORMAL));
    CallSid spam =
        clinic.call(
            Duration.ofDays(3), "+972725550101", CallOutcome.FINISHED, Said.words("מבצע מיוחד!"));
    clinic.lead(
        spam,
        "מכירות",
        null,
        new LeadWork(
            LeadWork.State.NOT_A_LEAD,
            LeadWork.NoLead.SPAM,
            null,
            null,
            LeadWork.Priority.NORMAL,
            null,
            Map.of(),
            0,
            null));
    for (int i = 0; i < 48; i++) {
      clinic.call(
          Duration.ofDays(4).plusMinutes(11L * i), "+97250556%04d".formatted(i), outcome(i));
    }
    contacts(business);
    appointment(business, 0, 10, 30, "דנה כהן", "+972505550112", dana);
    appointment(business, 0, 13, 45, LONG_NAME, "+972545550187", wordy);
    appointment(business, 0, 23, 30, "O'Brien & Sons", "+442071838750", null);
    appointment(business, 1, 9, 30, null, null, null);
    appointment(business, 2, 11, 45, "רבקה שפירא", "+972505550177", null);
  }

  /// An appointment some days from today.
  private void appointment(
      long business,
      int days,
      int hour,
      int minutes,
      @Nullable String name,
      @Nullable String number,
      @Nullable CallSid call) {
    Instant start =
        LocalDate.ofInstant(now, ISRAEL).plusDays(days).atTime(hour, 0).atZone(ISRAEL).toInstant();
    Instant end = start.plusSeconds(60L * minutes);
    boolean check = minutes == 30;
    var draft =
        new Appointment.Draft(
            business,
            check ? "check" : "clean",
            check ? "בדיקה" : "ניקוי אבנית",
            new AppointmentTime(check ? "michal" : "ron", check ? "one" : null, start, end, end),
            name,
            number == null ? null : new PhoneNumber(number),
            name == null ? null : "להביא צילום",
            call,
            call == null ? "user:1" : Appointment.BY_AGENT);
    var _ = stores.crm().appointments().book(draft, now);
  }

  private static CallOutcome outcome(int i) {
    return i % 5 == 0 ? CallOutcome.HUNG_UP : CallOutcome.FINISHED;
  }

  /// A call about a lead that waits for hours, and one that was taken back.
  private void calledBack(long business, PhoneNumber from, CallSid lead) {
    for (String key : List.of("waits", "taken-back")) {
      var what =
          new CallOrder.What(
              CallPurpose.SERVICE,
              new PhoneNumber("+972545550187"),
              null,
              from,
              lead,
              null,
              "",
              LONG_NAME,
              new Announcement("התור נקבע ליום שלישי בתשע.", null, null),
              false,
              false,
              "user:1",
              1,
              now.plus(Duration.ofDays(3)));
      CallOrder order =
          orders.add(new CallOrder.Draft(business, key, what, now.plus(Duration.ofHours(20))), now);
      if (!key.equals("waits")) {
        boolean _ = orders.cancel(business, order.id(), now);
      }
    }
  }

  private void toolCall(CallSid sid) {
    var begun = ToolCallEntry.begun(sid, "x", "use-1", "promise_callback", "{}", now);
    stores.toolCalls().begin(begun);
    stores
        .toolCalls()
        .end(begun.ended(ToolOutcome.DONE, "noted", null, null, Duration.ofMillis(12)));
  }

  private void contacts(long business) {
    var details =
        new ContactDetails(
            "רבקה שפירא",
            List.of(new PhoneNumber("+972505550177"), new PhoneNumber("+972775550177")),
            "rivka.shapira@example.com",
            "he",
            List.of("VIP", "הפניה"),
            true,
            List.of());
    var added = stores.crm().contacts().add(business, details, "user", now);
    var _ = stores.crm().contacts().addNote(business, added.id(), "מעדיפה וואטסאפ", "user", now);
    for (String name :
        new ArrayList<>(List.of("אבי", "שירה בן דוד", "Zoë Müller", "מוחמד ח׳ורי"))) {
      var number = new PhoneNumber("+97250557%04d".formatted(name.hashCode() & 0xFFF));
      var _ = stores.crm().contacts().add(business, ContactDetails.of(name, number), "user", now);
    }
  }

  void ofGarage(long business, PhoneNumber called) {
    LedgerCalls garage = callsOf(business, called);
    CallSid call =
        garage.call(
            Duration.ofMinutes(50),
            "+972505550112",
            CallOutcome.FINISHED,
            Said.words(ForeignWords.SAID));
    garage.lead(call, ForeignWords.SUBJECT, ForeignWords.CALLER, LeadWork.NEW);
    garage.promise(call, "לבדוק " + ForeignWords.SUBJECT, Duration.ofMinutes(30));
  }
}
