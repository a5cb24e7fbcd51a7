package app.kolan.server.notify.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/// Keys of the curve P-256 (FIPS 186-5) as web push writes them: points uncompressed, as in SEC 1,
/// section 2.3.3, and numbers of 32 bytes.
final class EcKeys {
  static final int POINT_BYTES = 65;
  private static final int NUMBER_BYTES = 32;
  private static final byte UNCOMPRESSED = 4;

  private EcKeys() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// The key of a point.
  ///
  /// @throws IllegalArgumentException when it is no point of the curve
  static ECPublicKey publicKey(byte[] point) {
    if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("no uncompressed point");
    }
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + NUMBER_BYTES));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + NUMBER_BYTES, POINT_BYTES));
    try {
      ECParameterSpec curve = curve();
      if (!isOn(curve.getCurve(), x, y)) {
        throw new IllegalArgumentException("a point beside the curve");
      }
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no point of the curve", e);
    }
  }

  /// The key of a number.
  static ECPrivateKey privateKey(byte[] number) {
    try {
      return (ECPrivateKey)
          KeyFactory.getInstance("EC")
              .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, number), curve()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no number of the curve", e);
    }
  }

  static byte[] point(ECPublicKey key) {
    var point = new byte[POINT_BYTES];
    point[0] = UNCOMPRESSED;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + NUMBER_BYTES);
    return point;
  }

  static byte[] number(ECPrivateKey key) {
    var number = new byte[NUMBER_BYTES];
    put(key.getS(), number, 0);
    return number;
  }

  private static void put(BigInteger value, byte[] into, int at) {
    byte[] bytes = value.toByteArray();
    int sign = Math.max(0, bytes.length - NUMBER_BYTES);
    int length = bytes.length - sign;
    System.arraycopy(bytes, sign, into, at + NUMBER_BYTES - length, length);
  }

  /// Whether `y² = x³ + ax + b` holds. A point beside the curve would tell something of the number
  /// that it is multiplied with.
  private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
    BigInteger prime = ((ECFieldFp) curve.getField()).getP();
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
    return y.pow(2).mod(prime).equals(right);
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
