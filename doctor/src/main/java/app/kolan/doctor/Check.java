package app.kolan.doctor;

import java.util.List;

/// One look at one part of the chain. What it needs is given to it when it is made; it may take
/// time and use the network, and it changes nothing.
public interface Check {
  /// What is looked at, in a few words, such as `TLS certificate`: shown while it goes on.
  String name();

  /// Runs the check, and returns its findings; empty when there was nothing to examine.
  ///
  /// Whatever is wrong with the target is a finding, never an exception.
  List<Finding> look() throws InterruptedException;

  /// Whether the rest of its section can still be looked at when these are its findings.
  default boolean maySectionGoOn(List<Finding> findings) {
    return true;
  }
}
