package app.kolan.bench.load;

/// The businesses of a server under load that has many, one for each number that is called.
final class BenchBusinesses {
  private BenchBusinesses() {}

  /// What a `kolan.yaml` says of them.
  static String yaml(int count) {
    var yaml = new StringBuilder("businesses:\n");
    for (int i = 0; i < count; i++) {
      yaml.append("  business-%d:\n".formatted(i));
      yaml.append("    name: \"Business %d\"\n".formatted(i));
      yaml.append("    numbers: [\"%s\"]\n".formatted(TwilioRequests.called(i)));
      yaml.append("    lexicon: { KOL%d: \"kolan\" }\n".formatted(i));
    }
    return yaml.toString();
  }
}
