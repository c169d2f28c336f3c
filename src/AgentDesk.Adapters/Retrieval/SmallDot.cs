using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>The dot product of vectors of eight-bit numbers, exact in 32 bits up to 100,000 dimensions.</summary>
internal static class SmallDot
{
    /// <summary>A query prepared for many products: each number plus 128, as the hardware multiplies unsigned by signed.</summary>
    public static byte[] Shifted(ReadOnlySpan<sbyte> query)
    {
        var shifted = new byte[query.Length];
        for (var i = 0; i < shifted.Length; i++) { shifted[i] = (byte)(query[i] + 128); }
        return shifted;
    }

    /// <param name="shifted">The query, from <see cref="Shifted"/>.</param>
    /// <param name="sum">The sum of <paramref name="numbers"/>: it takes the shift off again.</param>
    public static int Of(ReadOnlySpan<byte> shifted, ReadOnlySpan<sbyte> numbers, int sum)
    {
        var total = 0;
        var i = 0;
        if (AvxVnni.IsSupported && numbers.Length >= 32)
        {
            ref var a = ref MemoryMarshal.GetReference(shifted);
            ref var b = ref MemoryMarshal.GetReference(numbers);
            var (even, odd) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i + 64 <= numbers.Length; i += 64)
            {
                even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i));
                odd = AvxVnni.MultiplyWideningAndAdd(odd, Vector256.LoadUnsafe(ref a, (nuint)i + 32), Vector256.LoadUnsafe(ref b, (nuint)i + 32));
            }

            for (; i + 32 <= numbers.Length; i += 32)
            {
                even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i));
            }

            total = Vector256.Sum(even + odd);
        }
        else if (Vector128.IsHardwareAccelerated && numbers.Length >= 16)
        {
            ref var a = ref MemoryMarshal.GetReference(shifted);
            ref var b = ref MemoryMarshal.GetReference(numbers);
            var sums = Vector128<int>.Zero;
            for (; i + 16 <= numbers.Length; i += 16)
            {
                var (al, ah) = Vector128.Widen(Vector128.LoadUnsafe(ref a, (nuint)i));
                var (bl, bh) = Vector128.Widen(Vector128.LoadUnsafe(ref b, (nuint)i));
                // A product fits in 16 bits with its sign (255 · -128); two of them do not, so they are added wide.
                var (l0, l1) = Vector128.Widen(al.AsInt16() * bl);
                var (h0, h1) = Vector128.Widen(ah.AsInt16() * bh);
                sums += l0 + l1 + h0 + h1;
            }

            total = Vector128.Sum(sums);
        }

        for (; i < numbers.Length; i++) { total += shifted[i] * numbers[i]; }
        return total - (128 * sum);
    }
}
