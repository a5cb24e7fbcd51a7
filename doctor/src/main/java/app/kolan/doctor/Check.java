package app.kolan.doctor;

import java.util.List;

/// A check of one part of the chain. It gets what it needs when it is constructed; it may block and
/// use the network, and it changes nothing.
public interface Check {
  /// What is checked, in a few words, such as `TLS certificate`: shown while the check runs.
  String name();

  /// Runs the check, and returns its findings; empty when there was nothing to examine.
  ///
  /// Whatever is wrong with the target is a finding, never an exception.
  List<Finding> look() throws InterruptedException;

  /// Whether the rest of its section can still be checked after these findings.
  default boolean maySectionGoOn(List<Finding> findings) {
    return true;
  }
}
