package app.kolan.server.telephony;

/// The paths that Twilio calls.
public final class TwilioPaths {
  public static final String INCOMING_CALL = "/webhook/incoming_call";
  public static final String STREAM_ENDED = "/webhook/stream_ended";
  public static final String HANDLE_RECORDING = "/webhook/handle_recording";
  public static final String DIAL_ENDED = "/webhook/dial_ended";

  /// Of people who are asked to take a call: what they hear first, and which key they press.
  public static final String HAND_OVER_ASK = "/webhook/hand_over_ask";

  public static final String HAND_OVER_KEY = "/webhook/hand_over_key";

  /// The parameters of their query, and of the end of their ringing, that name the hand-over and
  /// which of its people is asked.
  public static final String HAND_OVER = "hand_over";

  public static final String PERSON = "person";

  public static final String CALL_STATUS = "/webhook/call_status";
  public static final String STREAM_STATUS = "/webhook/stream_status";
  public static final String RECORDING_STATUS = "/webhook/recording_status";
  public static final String MESSAGE_STATUS = "/webhook/message_status";
  public static final String VOICE_FALLBACK = "/webhook/voice_fallback";

  /// Of calls that the server places, with the order in the query: what to do once it is answered,
  /// which key was pressed, what the other one hears first, and that the other leg is over.
  public static final String OUTGOING_CALL = "/webhook/outgoing_call";

  public static final String OUTGOING_KEY = "/webhook/outgoing_key";
  public static final String OUTGOING_NOTICE = "/webhook/outgoing_notice";
  public static final String OUTGOING_DIALLED = "/webhook/outgoing_dialled";

  /// Of calls in which the agent is to talk: what to do once the opening sentence was said.
  public static final String OUTGOING_TALK = "/webhook/outgoing_talk";

  /// The parameter of its query that counts how often it was asked.
  public static final String ROUND = "round";

  /// Of the same calls: what became of the call, of the leg that it dialled, of a recording.
  public static final String OUTGOING_STATUS = "/webhook/outgoing_status";

  public static final String OUTGOING_LEG = "/webhook/outgoing_leg";
  public static final String OUTGOING_RECORDING = "/webhook/outgoing_recording";

  /// Of the same calls: who or what has answered, by Twilio's answering machine detection.
  public static final String OUTGOING_DETECTION = "/webhook/outgoing_detection";

  /// The parameter of their query that names the order.
  public static final String ORDER = "order";

  /// The socket of two-way streams.
  public static final String TWO_WAY = "/ws/twilio-media";

  /// The socket of one-way streams.
  public static final String ONE_WAY = "/media-stream";

  /// The folder of the sound files.
  public static final String SOUNDS = "/static/tts/";

  /// Where the doctor asks what arrives.
  public static final String ECHO = "/webhook/echo";

  private TwilioPaths() {}
}
