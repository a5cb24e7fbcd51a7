package app.kolan.server.telephony.rest;

import org.jspecify.annotations.Nullable;

/// What came of asking Twilio for a recording.
public sealed interface RecordingFetch {
  /// The sink has the whole file.
  ///
  /// @param contentType as Twilio states it; empty when it does not
  record Fetched(String contentType) implements RecordingFetch {}

  /// There is no such recording yet: Twilio announces one before it can be fetched.
  record NotReady() implements RecordingFetch {}

  /// There is no such recording any more.
  ///
  /// @param status the HTTP status
  record Absent(int status) implements RecordingFetch {}

  /// Twilio answered, and did not give it.
  ///
  /// @param status the HTTP status
  /// @param twilioCode Twilio's own number for the reason, when it says one
  record Refused(int status, @Nullable Integer twilioCode) implements RecordingFetch {
    /// Whether it may pass by itself: Twilio is overloaded or broken, and the request is sound.
    public boolean mayPass() {
      return status == 408 || status == 429 || status >= 500;
    }
  }

  /// The file is larger than was asked for.
  record TooLarge() implements RecordingFetch {}

  /// There was no answer, or not all of it.
  ///
  /// @param why for the operator; holds no credentials
  record Unreachable(String why) implements RecordingFetch {}
}
