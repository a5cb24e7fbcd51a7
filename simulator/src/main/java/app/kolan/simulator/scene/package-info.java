/// Scenes: small servers with one defect each, and the codes that Twilio raises for them.
@NullMarked
package app.kolan.simulator.scene;

import org.jspecify.annotations.NullMarked;
