package io.github.arc2faceij.prepare;

/**
 * The lightness L* of CIE 1976 (CIE 15:2004) of sRGB colours (IEC 61966-2-1, D65), times 2.55. OpenCV's conversion cuts what no
 * screen can show without telling where.
 */
final class CieLab implements Lightness.Space {

    private static final double[][] TO_XYZ = {
        {0.412453, 0.357580, 0.180423}, {0.212671, 0.715160, 0.072169}, {0.019334, 0.119193, 0.950227}
    };
    private static final double[][] TO_RGB = {
        {3.24048134, -1.53715152, -0.49853633},
        {-0.96925495, 1.87599, 0.04155593},
        {0.05564664, -0.20404134, 1.05731107}
    };
    private static final double[] WHITE = {0.950456, 1, 1.088754};

    private static final double EDGE = 6.0 / 29;
    private static final double[] LINEAR = new double[256];

    static {
        for (int level = 0; level < LINEAR.length; level++) {
            double share = level / 255.0;
            LINEAR[level] = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }
    }

    @Override
    public double value(byte[] rgb, int at) {
        return 2.55 * (116 * root(rgb, at, 1) - 16);
    }

    @Override
    public void change(byte[] rgb, int at, double value, double[] channels) {
        double y = root(rgb, at, 1);
        double newY = (value / 2.55 + 16) / 116;
        double[] xyz = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            xyz[axis] = WHITE[axis] * cube(root(rgb, at, axis) - y + newY); // a* and b* are differences of the roots
        }
        for (int channel = 0; channel < 3; channel++) {
            double linear = TO_RGB[channel][0] * xyz[0] + TO_RGB[channel][1] * xyz[1] + TO_RGB[channel][2] * xyz[2];
            channels[channel] = 255 * gamma(linear);
        }
    }

    private static double root(byte[] rgb, int at, int axis) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += TO_XYZ[axis][channel] * LINEAR[rgb[at + channel] & 0xff];
        }
        double share = sum / WHITE[axis];
        return share > EDGE * EDGE * EDGE ? Math.cbrt(share) : share / (3 * EDGE * EDGE) + 4.0 / 29;
    }

    private static double cube(double root) {
        return root > EDGE ? root * root * root : 3 * EDGE * EDGE * (root - 4.0 / 29);
    }

    private static double gamma(double linear) {
        return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }
}
