package app.kolan.server.settings;

import org.jspecify.annotations.Nullable;

/// One thing that an operator can set: by an environment variable, or by a key of `kolan.yaml`.
public enum Setting {
  PORT("KOLAN_PORT", "port", "port to listen on; 0 takes a free one", "8080"),
  HOST("KOLAN_HOST", "host", "address to listen on", "`0.0.0.0`, every address of the machine"),
  MANAGEMENT_PORT(
      "KOLAN_MANAGEMENT_PORT",
      "management.port",
      "port for health, metrics and diagnostics; 0 takes a free one; see"
          + " [operating](operating.md#the-management-port)",
      "8089"),
  MANAGEMENT_HOST(
      "KOLAN_MANAGEMENT_HOST",
      "management.host",
      "address to listen on for health, metrics and diagnostics",
      "`127.0.0.1`: this machine alone"),
  PUBLIC_URL(
      "KOLAN_PUBLIC_URL",
      "public-url",
      "the public base URL as Twilio sees it; signatures are checked against it and TwiML is"
          + " written with it",
      "from `X-Forwarded-Proto` and `X-Forwarded-Host` of a trusted proxy, else `Host`, with a"
          + " warning at start"),
  TRUSTED_PROXIES(
      "KOLAN_TRUSTED_PROXIES",
      "trusted-proxies",
      "addresses or networks (`10.0.0.0/8`), separated by commas, whose forwarded headers count",
      "loopback"),
  ACCOUNT_SID(
      "TWILIO_ACCOUNT_SID",
      "twilio.account-sid",
      "the account's identifier, `AC` and 32 hexadecimal digits",
      "none: `serve` refuses to start"),
  AUTH_TOKEN(
      "TWILIO_AUTH_TOKEN",
      "twilio.auth-token",
      "the account's auth token; during a rotation several, separated by commas, the one for REST"
          + " calls first",
      "none: `serve` refuses to start"),
  API_URL("TWILIO_API_URL", "twilio.api-url", "base of Twilio's REST API", "Twilio's own"),
  DATA("KOLAN_DATA", "data", "folder for the database and the recordings", "`./data`"),
  PROMPTS(
      "KOLAN_PROMPTS",
      "prompts",
      "folder with sound files of your own that replace the shipped ones",
      "the shipped ones"),
  BUSINESS_NAME(
      "KOLAN_BUSINESS_NAME",
      "business.name",
      "name of the business, as it is told at the start",
      "`Kolan`"),
  HUMAN_NUMBER(
      "KOLAN_HUMAN_NUMBER",
      "business.human-number",
      "number to connect a caller to who asks for a human, or who leaves no message after a fault, in"
          + " E.164 (`+972…`)",
      "none: the receptionist takes a message"),
  GREETING(
      "KOLAN_GREETING",
      "business.greeting",
      "a greeting of your own, which Twilio's voice says in place of the shipped one; it should say"
          + " that the call is recorded",
      "the shipped one"),
  SAY_VOICE(
      "KOLAN_SAY_VOICE",
      "business.say-voice",
      "Twilio's voice for the greeting; Hebrew is said by Google's `he-IL` voices alone",
      "`Google.he-IL-Wavenet-A`"),
  MODE(
      "KOLAN_MODE",
      "business.mode",
      "`converse` (the receptionist talks), `listen` (a human talks, Kolan listens) or `voicemail`"
          + " (no Media Streams)",
      "`converse`"),
  COUNTRY(
      "KOLAN_COUNTRY",
      "business.country",
      "where the business is, two capitals of ISO 3166; numbers without a country code are of this"
          + " country",
      "`IL`"),
  ZONE(
      "KOLAN_ZONE",
      "business.zone",
      "time zone of the business's clocks, such as `Europe/Berlin`",
      "`hours.zone` of the business if that is set, else `Asia/Jerusalem`"),
  DETECTOR(
      "KOLAN_DETECTOR",
      "ear.detector",
      "what tells speech from silence: `layered`, `energy`, `webrtc`, or `silero`, which is"
          + " [installed](listening.md#silero) apart; how well each does is"
          + " [measured](listening.md)",
      "`layered`: the fewest mistakes"),
  SILERO_MODEL(
      "KOLAN_SILERO_MODEL",
      "ear.silero-model",
      "path of Silero's model, `silero_vad.onnx`, for `KOLAN_DETECTOR=silero`",
      "none"),
  TURN_START(
      "KOLAN_TURN_START",
      "ear.turn-start",
      "milliseconds in which seven frames of ten hold speech before a turn begins; shorter sounds"
          + " are clicks",
      "`200`: a short yes is 300 long"),
  TURN_END(
      "KOLAN_TURN_END",
      "ear.turn-end",
      "milliseconds of silence that end a turn",
      "`800`: who leaves a message pauses to think, and loses more by being cut off than by"
          + " waiting"),
  TURN_ENDPOINT(
      "KOLAN_TURN_ENDPOINT",
      "ear.turn-endpoint",
      "milliseconds of silence that are enough once a recogniser says that the sentence is over",
      "`400`: longer than the pause between two words"),
  TURN_HOLD(
      "KOLAN_TURN_HOLD",
      "ear.turn-hold",
      "milliseconds of silence that a turn may have while digits are dictated, or after a word that"
          + " wants another",
      "`1400`: people look up the next group of a number"),
  TURN_LONGEST(
      "KOLAN_TURN_LONGEST",
      "ear.turn-longest",
      "milliseconds after which a turn is cut and kept",
      "`60000`: a minute is a long message, and a radio must not hold a turn for ever"),
  BARGE_IN(
      "KOLAN_BARGE_IN",
      "ear.barge-in",
      "milliseconds that a caller speaks into our sentence before it stops, from `KOLAN_TURN_START`"
          + " to 1280",
      "`300`: more than `200`, because speaker phones echo"),
  BARGE_IN_DEAF(
      "KOLAN_BARGE_IN_DEAF",
      "ear.barge-in-deaf",
      "milliseconds at the beginning of our sentence in which nobody can interrupt it",
      "`300`: what is heard then answers what was said before"),
  BARGE_IN_MEANT(
      "KOLAN_BARGE_IN_MEANT",
      "ear.barge-in-meant",
      "milliseconds of speech that make an interruption a meant one",
      "`400`: a cough is shorter"),
  BARGE_IN_RESUME(
      "KOLAN_BARGE_IN_RESUME",
      "ear.barge-in-resume",
      "milliseconds of silence after which a sentence goes on that was stopped but not by a meant"
          + " interruption",
      "`2000`: a recogniser's words have come by then, and the caller does not wait long"),
  MIND(
      "KOLAN_MIND",
      "mind",
      "who thinks of the answers: `scripted`, or providers as `provider/model@voice`, separated by"
          + " commas, the first choice first; see [providers](providers.md)",
      "`scripted`: the receptionist takes messages and needs no provider"),
  RECOGNISER(
      "KOLAN_RECOGNISER",
      "recogniser",
      "who turns speech into words: `provider/model`, separated by commas",
      "the mind's provider if it does that, else one whose key is set"),
  VOICE(
      "KOLAN_VOICE",
      "voice",
      "who says the answers: `provider/model@voice`, separated by commas",
      "the mind's provider if it does that, else one whose key is set, else `espeak`"),
  LANGUAGE("KOLAN_LANGUAGE", "language", "language of the callers, a BCP 47 tag", "`he-IL`"),
  SILENCE_BOUND(
      "KOLAN_SILENCE_BOUND",
      "silence-bound",
      "milliseconds that a caller who waits for an answer may hear nothing",
      "`4000`"),
  MOST_CALLS(
      "KOLAN_MOST_CALLS",
      "most-calls",
      "calls that may talk at once, or `unlimited`; who calls above that leaves a message; see"
          + " [capacity](operating.md#capacity)",
      "`200`: a small machine holds them with room to spare"),
  MOST_NEW_CALLS(
      "KOLAN_MOST_NEW_CALLS",
      "most-new-calls",
      "calls that may begin to talk within a second, or `unlimited`; who calls above that leaves a"
          + " message",
      "`50`: more than a rush brings to one number"),
  TRACE_ENDPOINT(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "trace.endpoint",
      "base URL of an OpenTelemetry collector that takes a trace of each call, by OTLP over HTTP;"
          + " see [operating](operating.md#traces)",
      "none: no traces"),
  TRACE_HEADERS(
      "OTEL_EXPORTER_OTLP_HEADERS",
      "trace.headers",
      "headers for the collector, `name=value`, separated by commas",
      "none"),
  TRACE_SERVICE("OTEL_SERVICE_NAME", "trace.service", "name of the service in traces", "`kolan`"),
  TRACE_PERSONAL(
      "KOLAN_TRACE_PERSONAL",
      "trace.personal",
      "`true` puts what callers and we said into the traces, below `kolan.personal`",
      "`false`: no words in traces"),
  SIGNATURE_BYPASS(
      "KOLAN_SIGNATURE_BYPASS",
      "signature-bypass",
      "webhooks that are answered without a good signature for thirty minutes from the start,"
          + " separated by commas: `stream_ended`, `call_status`; see"
          + " [operating](operating.md#the-bypass)",
      "none: every signature is checked"),
  TAPE(
      "KOLAN_TAPE",
      "tape",
      "whether the wire traffic of each call is recorded for `./kolan replay`: `off`, `redacted`"
          + " or `full` (with numbers, keys and voices)",
      "`off`"),
  SIMULATED(
      "KOLAN_SIMULATED",
      "simulated",
      "`true` for a server that only a simulator calls: tools then do nothing outside, and the"
          + " model is told that the call is simulated; see"
          + " [operating](operating.md#simulated-runs)",
      "`false`: every call is real");

  private final String environment;
  private final String yaml;
  private final String meaning;
  private final String usual;

  Setting(String environment, String yaml, String meaning, String usual) {
    this.environment = environment;
    this.yaml = yaml;
    this.meaning = meaning;
    this.usual = usual;
  }

  /// The environment variable.
  public String environment() {
    return environment;
  }

  /// The key in `kolan.yaml`; a dot leads into a nested map.
  public String yaml() {
    return yaml;
  }

  public String meaning() {
    return meaning;
  }

  /// What holds when it is not set, in words.
  public String usual() {
    return usual;
  }

  static @Nullable Setting ofYaml(String key) {
    for (Setting setting : values()) {
      if (setting.yaml.equals(key)) {
        return setting;
      }
    }
    return null;
  }
}
