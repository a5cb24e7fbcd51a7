/// Random material for tests that comes out the same for the same seed.
@NullMarked
package app.kolan.twilio.seed;

import org.jspecify.annotations.NullMarked;
