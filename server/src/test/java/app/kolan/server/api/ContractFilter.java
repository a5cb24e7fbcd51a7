package app.kolan.server.api;

import java.util.List;

/// Holds answers against the contract, for tests elsewhere.
public final class ContractFilter {
  private static final Contract CONTRACT = Contract.shipped();

  private ContractFilter() {}

  /// An operation of the contract.
  ///
  /// @param path with its parameters in braces
  /// @param isStream whether a right answer does not end
  public record Named(String id, String method, String path, boolean isStream) {}

  /// All operations of the contract.
  public static List<Named> operations() {
    return CONTRACT.entries().stream()
        .map(one -> new Named(one.id(), one.method(), one.template(), one.isStream()))
        .toList();
  }

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
