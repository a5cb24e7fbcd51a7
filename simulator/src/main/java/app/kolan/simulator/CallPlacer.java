package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Places the calls that the server requests, or rejects the request with Twilio's error codes.
///
/// Callbacks are posted whatever `FallbackMethod` and `StatusCallbackMethod` say; recording of the
/// whole call is not played.
///
/// Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
final class CallPlacer {
  private static final int LONGEST_TWIML = 4000;
  private static final int USUAL_TIMEOUT = 60;
  private static final int LONGEST_TIMEOUT = 600;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}");
  private static final Pattern ADDRESS =
      Pattern.compile("\\+?[0-9][0-9() .-]{2,24}|(?:client|sip):.{1,200}");

  private final CarrierSettings settings;
  private final BiFunction<CarrierSettings, CallOrigin, SimulatedCall> place;

  /// @param place places a call with settings of its own
  CallPlacer(
      CarrierSettings settings, BiFunction<CarrierSettings, CallOrigin, SimulatedCall> place) {
    this.settings = settings;
    this.place = place;
  }

  RestAnswer place(String body) {
    try {
      FormPairs form = FormPairs.parse(body);
      CarrierSettings its =
          settings
              .withCaller(number(form, "From", 21213, 21212))
              .withCalled(number(form, "To", 21201, 21211))
              .withFallbackUrl(callback(form, "FallbackUrl").orElse(null))
              .withStatusCallbackUrl(callback(form, "StatusCallback").orElse(null));
      var origin =
          new CallOrigin.Outbound(instructions(form), events(form), timeout(form), detection(form));
      return CallResourceJson.placed(place.apply(its, origin));
    } catch (MalformedForm _) {
      return RestAnswer.error(400, 20001, "The form cannot be read");
    } catch (Refused refused) {
      return refused.answer;
    }
  }

  private static PhoneNumber number(FormPairs form, String name, int codeOfNone, int codeOfBad)
      throws Refused {
    String value = form.first(name).orElse("");
    if (value.isEmpty()) {
      throw new Refused(codeOfNone, "No '" + name + "' number is specified");
    }
    if (!ADDRESS.matcher(value).matches()) {
      throw new Refused(codeOfBad, "The '" + name + "' number is not a valid phone number");
    }
    return new PhoneNumber(value);
  }

  /// The URL takes precedence over inline TwiML.
  private static NextInstructions instructions(FormPairs form) throws Refused {
    Optional<String> url = form.first("Url");
    if (url.isPresent()) {
      return new NextInstructions.Ask(
          address(url.get(), 21205, "Url is not a valid URL"), FormPairs.NONE, method(form));
    }
    String twiml = form.first("Twiml").orElse("");
    if (twiml.isEmpty()) {
      throw new Refused(21205, "Url or Twiml is needed; an ApplicationSid is not played");
    }
    if (twiml.length() > LONGEST_TWIML) {
      throw new Refused(20001, "Twiml has more than 4000 characters");
    }
    return TwimlFetcher.inline(twiml)
        .map(NextInstructions.Carry::new)
        .orElseThrow(() -> new Refused(12100, "Twiml is not valid TwiML"));
  }

  private static NextInstructions.Method method(FormPairs form) throws Refused {
    return switch (form.first("Method").orElse("POST")) {
      case "POST" -> NextInstructions.Method.POST;
      case "GET" -> NextInstructions.Method.GET;
      default -> throw new Refused(21209, "Method is GET or POST");
    };
  }

  private static Optional<URI> callback(FormPairs form, String name) throws Refused {
    Optional<String> url = form.first(name);
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(address(url.get(), 21609, name + " is not a valid URL"));
  }

  /// One event for each parameter, or several with spaces between them; without any, the end.
  private static Set<StatusCallbackSender.Event> events(FormPairs form) throws Refused {
    var events = EnumSet.noneOf(StatusCallbackSender.Event.class);
    for (FormPairs.Pair pair : form.pairs()) {
      if (pair.name().equals("StatusCallbackEvent")) {
        for (String word : pair.value().strip().split("[ ,]+", -1)) {
          events.add(
              StatusCallbackSender.Event.ofWire(word)
                  .orElseThrow(
                      () ->
                          new Refused(
                              21626,
                              "StatusCallbackEvent is initiated, ringing, answered or completed")));
        }
      }
    }
    return events.isEmpty() ? Set.of(StatusCallbackSender.Event.COMPLETED) : events;
  }

  private static MachineDetection detection(FormPairs form) throws Refused {
    String mode = form.first("MachineDetection").orElse("");
    if (mode.isEmpty()) {
      return new MachineDetection.None();
    }
    if (!mode.equals("Enable") && !mode.equals("DetectMessageEnd")) {
      throw new Refused(21234, "MachineDetection is Enable or DetectMessageEnd");
    }
    if (!form.first("AsyncAmd").orElse("").equals("true")) {
      return new MachineDetection.Awaited();
    }
    Optional<URI> callback = callback(form, "AsyncAmdStatusCallback");
    return callback.isPresent()
        ? new MachineDetection.Reported(callback.get())
        : new MachineDetection.None();
  }

  private static Duration timeout(FormPairs form) throws Refused {
    String value = form.first("Timeout").orElse(Integer.toString(USUAL_TIMEOUT));
    if (!SECONDS.matcher(value).matches() || Integer.parseInt(value) > LONGEST_TIMEOUT) {
      throw new Refused(21208, "Timeout is a number of seconds, up to 600");
    }
    return Duration.ofSeconds(Integer.parseInt(value));
  }

  private static URI address(String text, int code, String message) throws Refused {
    try {
      URI url = URI.create(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new Refused(code, message);
  }

  /// The request is answered with an error. Has no stack trace, since it is an expected outcome.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RestAnswer answer;

    Refused(int code, String message) {
      super(message, null, false, false);
      this.answer = RestAnswer.error(400, code, message);
    }
  }
}
