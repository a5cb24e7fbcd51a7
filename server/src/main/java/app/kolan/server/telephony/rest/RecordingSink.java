package app.kolan.server.telephony.rest;

import java.nio.ByteBuffer;

/// Where a recording's bytes go as they arrive. What its methods throw ends the download, and is
/// thrown to whoever asked for the recording.
public interface RecordingSink {
  /// Called before the first byte, when Twilio states the length.
  void expect(long bytes);

  void write(ByteBuffer bytes);
}
