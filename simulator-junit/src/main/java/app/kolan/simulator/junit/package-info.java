/// The carrier in JUnit tests: a server is called as Twilio would call it.
@NullMarked
package app.kolan.simulator.junit;

import org.jspecify.annotations.NullMarked;
