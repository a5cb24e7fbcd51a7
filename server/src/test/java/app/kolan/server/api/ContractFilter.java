package app.kolan.server.api;

/// Holds answers against the contract, for tests elsewhere.
public final class ContractFilter {
  private static final Contract CONTRACT = Contract.load();

  private ContractFilter() {}

  /// @throws AssertionError when the answer is not as the contract has it
  public static void check(String method, String path, int status, String type, String body) {
    Contract.Entry entry = CONTRACT.at(path.split("\\?", 2)[0]).get(method);
    if (entry != null) {
      CONTRACT
          .problemOfAnswer(entry, status, type, body)
          .ifPresent(
              problem -> {
                throw new AssertionError(
                    "%s %s answers %d with %s: %s".formatted(method, path, status, body, problem));
              });
    }
  }
}
