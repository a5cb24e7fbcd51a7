package app.kolan.server.provider;

/// Learns which of several providers does a job, and which of them could not. Must not block.
///
/// Where the job is done by one provider alone, nothing need be reported: the caller knows it by
/// name, and sees its failure.
public interface FallbackListener {
  FallbackListener NONE = new FallbackListener() {};

  /// A provider is asked, in place of the one before if there was one.
  ///
  /// @param provider its name in the settings
  default void asked(String provider) {}

  /// A provider has failed, and another is about to be asked in its place. The failure of the last
  /// one is not reported here: it is what the job fails with.
  default void replaced(ProviderFailure failure) {}
}
