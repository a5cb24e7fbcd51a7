package app.kolan.simulator;

/// Why a call ended.
public enum CallEnd {
  CALLER_HUNG_UP("the caller hung up"),
  DOCUMENT_ENDED("the instructions had nothing left to do"),
  HANGUP_VERB("the instructions said <Hangup>"),
  REJECTED("the instructions refused the call"),
  BUSY("the instructions refused the call as busy"),
  COMPLETED_BY_REST("the server ended the call over the REST interface"),
  INSTRUCTIONS_FAILED("the instructions could not be had or carried out"),
  CALLEE_BUSY("the number that was called is busy"),
  NOT_ANSWERED("nobody answered at the number that was called"),
  UNREACHABLE("the number that was called cannot be reached"),
  CARRIER_CLOSED("the carrier was closed");

  private final String words;

  CallEnd(String words) {
    this.words = words;
  }

  /// The reason in a few words.
  public String words() {
    return words;
  }
}
