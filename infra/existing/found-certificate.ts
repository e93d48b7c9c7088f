import { ACMClient, type CertificateDetail, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { AWS_CLIENT } from '../cli/aws-client.ts';

/** Asks ACM about a certificate. Undefined if the certificate does not exist. */
export async function findCertificate(arn: string, region: string): Promise<CertificateDetail | undefined> {
  const client = new ACMClient({ ...AWS_CLIENT, region });
  try {
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    return Certificate;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
