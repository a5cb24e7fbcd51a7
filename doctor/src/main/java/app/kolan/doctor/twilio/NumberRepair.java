package app.kolan.doctor.twilio;

import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Sets a number's URLs and methods to what the server expects, and nothing else.
public final class NumberRepair {
  private final TwilioRestAccount account;
  private final IncomingNumber number;
  private final List<ConfigDiff> diffs;

  private NumberRepair(TwilioRestAccount account, IncomingNumber number, List<ConfigDiff> diffs) {
    this.account = account;
    this.number = number;
    this.diffs = List.copyOf(diffs);
  }

  /// Whether a repair is possible, and if not, why.
  public sealed interface Offer {
    record Ready(NumberRepair repair) implements Offer {}

    record Nothing(String why) implements Offer {}
  }

  /// The outcome of a repair.
  ///
  /// @param whole whether all settings are now as expected
  /// @param changed whether any setting was changed
  /// @param lines what to print
  public record Outcome(boolean whole, boolean changed, List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /// The repair that is possible after these checks, which must have run.
  public static Offer after(TwilioChecks twilioChecks) {
    if (twilioChecks.account().isEmpty()) {
      return new Offer.Nothing("Twilio could not be asked.");
    }
    if (twilioChecks.numbers().size() != 1) {
      return new Offer.Nothing(
          twilioChecks.numbers().isEmpty()
              ? "It is not known which number is meant: name it with --number."
              : "Several numbers send their calls here: name one with --number.");
    }
    IncomingNumber number = twilioChecks.numbers().getFirst();
    if (!countsItself(number)) {
      return new Offer.Nothing(
          "The number's own URLs do not count: its calls go to a SIP trunk or a TwiML application.");
    }
    List<ConfigDiff> diffs = ConfigDiff.of(number, twilioChecks.target());
    return diffs.isEmpty()
        ? new Offer.Nothing("The number is set as it should be; there is nothing to fix.")
        : new Offer.Ready(new NumberRepair(twilioChecks.account().get(), number, diffs));
  }

  /// Whether a number's own URLs count.
  public static boolean countsItself(IncomingNumber number) {
    return number.trunk().isEmpty() && number.application().isEmpty();
  }

  /// A repair of a number that is as `diffs` say.
  public static NumberRepair of(
      TwilioRestAccount account, IncomingNumber number, List<ConfigDiff> diffs) {
    return new NumberRepair(account, number, diffs);
  }

  /// The change as a table: the field, what it is, and what it will be.
  public List<String> table() {
    var lines = new ArrayList<String>();
    lines.add("The number %s at Twilio would be changed:".formatted(number.number()));
    for (ConfigDiff diff : diffs) {
      lines.add("  %-20s  %s".formatted(diff.field().form(), ConfigDiff.shown(diff.is())));
      lines.add("  %-20s  → %s".formatted("", diff.shouldBe()));
    }
    return lines;
  }

  /// Makes the change, and reads it back.
  public Outcome carryOut() throws InterruptedException {
    RestResult<IncomingNumber> reply = account.change(number, values(ConfigDiff::shouldBe));
    return switch (reply) {
      case Given<IncomingNumber> _ -> readBack("Twilio has taken the change");
      case Refused<IncomingNumber> refused ->
          readBack("Twilio refused the change: " + RestTrouble.said(refused));
      case Unreachable<IncomingNumber>(String why) ->
          readBack("It is not known whether Twilio took the change: " + why);
    };
  }

  private Outcome readBack(String so) throws InterruptedException {
    RestResult<IncomingNumber> reply = account.again(number);
    return switch (reply) {
      case Given<IncomingNumber>(IncomingNumber now) -> told(so, now);
      case Refused<IncomingNumber> refused ->
          unread(so, "it could not be read back: " + RestTrouble.said(refused));
      case Unreachable<IncomingNumber>(String why) ->
          unread(so, "it could not be read back: " + why);
    };
  }

  private Outcome told(String so, IncomingNumber now) {
    List<ConfigDiff> left =
        diffs.stream().filter(diff -> !now.value(diff.field()).equals(diff.shouldBe())).toList();
    boolean changed = diffs.stream().anyMatch(diff -> !now.value(diff.field()).equals(diff.is()));
    if (!changed) {
      return new Outcome(false, false, List.of(so + ". Read back: everything is as it was."));
    }
    String state =
        left.isEmpty()
            ? ". Read back: everything is as it should be."
            : ". Read back: still wrong are "
                + left.stream().map(diff -> diff.field().form()).collect(Collectors.joining(", "))
                + ".";
    return new Outcome(left.isEmpty(), true, withUndo(so + state));
  }

  private Outcome unread(String so, String why) {
    return new Outcome(false, true, withUndo("%s; %s.".formatted(so, why)));
  }

  private List<String> withUndo(String first) {
    var lines = new ArrayList<String>();
    lines.add(first);
    lines.add("To undo it:");
    lines.add("  curl -X POST -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\" \\");
    values(ConfigDiff::is)
        .forEach(
            (field, value) ->
                lines.add("    --data-urlencode %s \\".formatted(quoted(field, value))));
    lines.add("    '%s'".formatted(account.addressOf(number)));
    return lines;
  }

  private Map<Field, String> values(Function<ConfigDiff, String> value) {
    var values = new EnumMap<Field, String>(Field.class);
    diffs.forEach(diff -> values.put(diff.field(), value.apply(diff)));
    return values;
  }

  private static String quoted(Field field, String value) {
    String hidden = value.isEmpty() ? "" : ConfigDiff.shown(value);
    return "'%s=%s'".formatted(field.form(), hidden.replace("'", "'\\''"));
  }
}
