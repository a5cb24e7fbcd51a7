package app.kolan.server.telephony;

import app.kolan.server.telephony.echo.DoctorProof;

/// The names of the `<Parameter>`s that come back in a stream's `start` message.
public final class StreamParameters {
  /// The business that is called. The ticket decides whose call it is; a stream that names another
  /// business than its ticket is refused.
  public static final String BUSINESS = "business_id";

  /// A secret that lets one stream of one call in, once.
  public static final String TICKET = "ticket";

  /// Says that the server has placed the call, so that what the agent is to reach is looked up.
  public static final String PLACED = "kolan_placed";

  /// The doctor's proof, which makes the stream an echo.
  public static final String DOCTOR = DoctorProof.PARAMETER;

  /// For how many seconds of audio an echo is to say nothing.
  public static final String SILENCE = "kolan_silence";

  /// Asks an echo to name the process that holds it, by a mark.
  public static final String INSTANCE = "kolan_instance";

  private StreamParameters() {}
}
